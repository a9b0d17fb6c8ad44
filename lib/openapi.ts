import 'server-only'
import { createHash } from 'node:crypto'
import { operations } from '@/lib/api'
import { env } from '@/lib/platform/env'
import { describeApi, type ApiDocument } from '@/lib/platform/http/openapi'
import { processWide } from '@/lib/platform/process-wide'

/** Grows with every change by which a program that worked might not work any more. */
const VERSION = '1.0.0'

const DESCRIPTION = [
  'Courses, learning and certificates of the academy, for programs. The guide to signing in, errors, pages, repeated calls,',
  'limits and webhooks stands at `/docs/api`. Calls with `x-internal` belong to the academy’s own pages and change with them.',
].join('\n')

export type WrittenDocument = { document: ApiDocument; text: string; etag: string }

/** The OpenAPI document of the house, written once for each process: it changes with the code alone. */
export function apiDocument(): WrittenDocument {
  const kept = processWide('apiDocument', () => ({ written: undefined as WrittenDocument | undefined }))
  return (kept.written ??= write())
}

function write(): WrittenDocument {
  const document = describeApi(operations, {
    title: 'TechElevate',
    version: VERSION,
    description: DESCRIPTION,
    url: env().APP_URL,
  })
  const text = JSON.stringify(document)
  const etag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`
  return { document, text, etag }
}
