import { z } from 'zod'
import { operation } from '@/lib/platform/http/operation'
import { TEXT_MAX } from './constants'

export const previewTextOperation = operation({
  id: 'previewText',
  method: 'POST',
  path: '/api/markdown',
  summary: 'Show a text in Markdown as its readers see it',
  description: 'The HTML is safe to show: it holds nothing that runs or loads from elsewhere.',
  audience: 'internal',
  auth: 'session',
  body: z.strictObject({ source: z.string().max(TEXT_MAX) }),
  answers: { 200: z.strictObject({ html: z.string(), hasMaths: z.boolean() }) },
})

export const operations = [previewTextOperation]
