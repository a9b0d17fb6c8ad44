import { z } from 'zod'
import { STATUS_OF } from '../errors'

/** What the OpenAPI document says once for all calls. */

export const PROBLEM_MEDIA = 'application/problem+json'

const codes = [...Object.keys(STATUS_OF), 'unexpected']

/** A refusal (RFC 9457), as `problem()` writes it. */
export const Problem = z.strictObject({
  type: z.string().meta({ description: '`urn:problem:` and the reason, or the code where there is none.' }),
  title: z.string().meta({ description: 'What kind of refusal it is, in a few words.' }),
  status: z.number().int(),
  detail: z.string().optional().meta({ description: 'What happened here, in a sentence.' }),
  code: z.enum(codes).meta({ description: 'One for each status.' }),
  reason: z.string().optional().meta({ description: 'What exactly; programs decide by it.' }),
  errors: z
    .array(z.strictObject({ path: z.string(), message: z.string() }))
    .optional()
    .meta({ description: 'Each field that does not fit, with a code that says why.' }),
  requestId: z.string().meta({ description: 'Tell it to the academy when something is unclear.' }),
})

export const SECURITY_SCHEMES = {
  bearer: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: 'A token from `POST /api/users/login`, or a personal access token of `/settings/security`.',
  },
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: 'next-auth.session-token',
    description:
      'The cookie of the academy’s own pages; over https it is called `__Secure-next-auth.session-token`.',
  },
} as const

const text = (description: string) => ({ description, schema: { type: 'string' } })

export const COMMON_HEADERS = {
  requestId: text('Names this request in our log.'),
  etag: text('What `If-None-Match` and, of things with a version, `If-Match` name.'),
  link: text('`rel="next"`: the address of the page after this one (RFC 8288).'),
  location: text('Where the new thing is read.'),
  rateLimit: text('What is left of the limit and when it begins anew.'),
  rateLimitPolicy: text('The limit and its window in seconds.'),
  retryAfter: { description: 'Seconds to wait.', schema: { type: 'integer' } },
}

const header = (name: string, description: string) => ({
  name,
  in: 'header' as const,
  required: false,
  description,
  schema: { type: 'string' },
})

export const HEADER_PARAMETERS = {
  idempotencyKey: header(
    'Idempotency-Key',
    'The same key with the same body again, within 24 hours, answers as before and does nothing.',
  ),
  ifMatch: header(
    'If-Match',
    'The ETag of what you read: a change of somebody else in between is told by 412.',
  ),
  ifNoneMatch: header('If-None-Match', 'The ETag you have: 304 when it is still the same.'),
}
