import { operation } from '@/lib/platform/http/operation'
import { file } from '@/lib/platform/http/shapes'
import { z } from 'zod'
import { ProviderStart, ProviderStartQuery } from './schema'

export const startProviderSignInOperation = operation({
  id: 'startProviderSignIn',
  method: 'GET',
  path: '/api/auth/start/{provider}',
  summary: 'Lead to the sign-in page of Google or GitHub',
  audience: 'internal',
  auth: 'session',
  visitors: true,
  params: ProviderStart,
  query: ProviderStartQuery,
  answers: { 303: null },
  limit: 'signInAddress',
})

/** Served by NextAuth itself: its protocol between our pages, its cookie and the providers. */
const nextAuth = {
  path: '/api/auth/{nextauth}',
  audience: 'internal',
  auth: 'session',
  visitors: true,
  params: z.object({ nextauth: z.string() }),
  query: 'own',
  answers: { 200: file('As the protocol of NextAuth says.', '*/*'), 302: null },
  limit: null,
} as const

const askNextAuth = operation({
  ...nextAuth,
  id: 'askNextAuth',
  method: 'GET',
  summary: 'Speak with NextAuth',
})
const tellNextAuth = operation({
  ...nextAuth,
  id: 'tellNextAuth',
  method: 'POST',
  summary: 'Speak with NextAuth, changing something',
  body: 'own',
})

export const operations = [startProviderSignInOperation, askNextAuth, tellNextAuth]
