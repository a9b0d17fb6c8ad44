import { z } from 'zod'
import { operation } from '@/lib/platform/http/operation'
import { file } from '@/lib/platform/http/shapes'

const check = z.enum(['ok', 'failed'])
const Readiness = z.strictObject({
  status: z.enum(['ready', 'unready']),
  checks: z.strictObject({ database: check, jobs: check }),
})

export const getHealthOperation = operation({
  id: 'getHealth',
  method: 'GET',
  path: '/api/health',
  summary: 'Ask whether the server is alive',
  audience: 'public',
  auth: 'none',
  query: 'own',
  answers: { 200: z.strictObject({ status: z.literal('ok') }) },
  limit: null,
})

export const getReadinessOperation = operation({
  id: 'getReadiness',
  method: 'GET',
  path: '/api/ready',
  summary: 'Ask whether requests may be sent here',
  description: 'The database answers and the jobs run; 503 with the same content when not.',
  audience: 'public',
  auth: 'none',
  query: 'own',
  answers: { 200: Readiness, 503: Readiness },
  limit: null,
})

export const getOpenApiOperation = operation({
  id: 'getOpenApi',
  method: 'GET',
  path: '/api/openapi.json',
  summary: 'Read this description',
  description: 'Every call as OpenAPI 3.1, for generators of clients and other tools.',
  audience: 'public',
  auth: 'none',
  answers: { 200: z.looseObject({ openapi: z.string(), paths: z.record(z.string(), z.unknown()) }) },
  examples: [{ name: 'The description', status: 200 }],
})

export const exportAccountOperation = operation({
  id: 'exportAccount',
  method: 'GET',
  path: '/api/me/export',
  summary: 'Take along everything about yourself in one file',
  audience: 'internal',
  auth: 'session',
  answers: { 200: file('Everything, as JSON.', 'application/json') },
  limit: 'export',
})

export const openLiveOperation = operation({
  id: 'openLive',
  method: 'GET',
  path: '/api/live',
  summary: 'Hear what happens while a page is open',
  audience: 'internal',
  auth: 'session',
  query: z.strictObject({ locale: z.string().max(35).optional() }),
  answers: { 200: file('Server-sent events.', 'text/event-stream') },
  errors: { unavailable: [], limited: [], conflict: [] },
})

const sitemaps = {
  audience: 'internal',
  auth: 'none',
  query: 'own',
  answers: { 200: file('As sitemaps.org says.', 'application/xml') },
} as const

export const listSitemapsOperation = operation({
  ...sitemaps,
  id: 'listSitemaps',
  method: 'GET',
  path: '/sitemap.xml',
  summary: 'List the sitemaps',
})

export const getSitemapOperation = operation({
  ...sitemaps,
  id: 'getSitemap',
  method: 'GET',
  path: '/sitemap/{name}',
  summary: 'Read one sitemap',
  params: z.object({ name: z.string().regex(/^(?:pages|(?:courses|instructors)-\d{1,4})\.xml$/) }),
})

export const operations = [
  getHealthOperation,
  getReadinessOperation,
  getOpenApiOperation,
  exportAccountOperation,
  openLiveOperation,
  listSitemapsOperation,
  getSitemapOperation,
]
