import { z } from 'zod'
import { operation } from '@/lib/platform/http/operation'
import { moment } from '@/lib/platform/http/shapes'
import { objectId } from '@/lib/utils/object-id'
import { MEDIA_REASONS, TEXT_MAX } from './constants'
import { IncomingId, NewUpload } from './schema'

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

/** A file that an author has sent for a course. */
const CourseUpload = z.strictObject({
  uploadId: objectId,
  kind: z.string(),
  name: z.string(),
  mime: z.string(),
  sizeBytes: z.number(),
  durationSeconds: z.number().nullable(),
  width: z.number().nullable(),
  height: z.number().nullable(),
  href: z.string(),
})

export const beginUploadOperation = operation({
  id: 'beginUpload',
  method: 'POST',
  path: '/api/uploads/files',
  summary: 'Announce a file that will be sent in pieces',
  audience: 'internal',
  auth: 'session',
  body: NewUpload,
  answers: { 201: z.strictObject({ id: IncomingId, address: z.string(), expiresAt: moment }) },
  errors: { forbidden: [], not_found: [], unavailable: [MEDIA_REASONS.full] },
  limit: 'upload',
})

/** HEAD, PATCH and DELETE are those of the tus protocol 1.0 (https://tus.io/protocols/resumable-upload), at one address. */
const tus = {
  path: '/api/uploads/files/{id}',
  audience: 'internal',
  auth: 'session',
  params: z.strictObject({ id: IncomingId }),
  query: 'own',
  errors: { forbidden: [], malformed: [], conflict: [MEDIA_REASONS.busy, MEDIA_REASONS.offset] },
  limit: null,
} as const

export const countSentOperation = operation({
  ...tus,
  id: 'countSentBytes',
  method: 'HEAD',
  summary: 'Say how many bytes of a file are here',
  answers: { 200: null },
})

export const sendPieceOperation = operation({
  ...tus,
  id: 'sendPiece',
  method: 'PATCH',
  summary: 'Send the next bytes of a file',
  body: 'own',
  answers: { 204: null },
  errors: { ...tus.errors, unavailable: [MEDIA_REASONS.full] },
})

export const abandonUploadOperation = operation({
  ...tus,
  id: 'abandonUpload',
  method: 'DELETE',
  summary: 'Give a file up that is being sent',
  answers: { 204: null },
})

export const finishUploadOperation = operation({
  id: 'finishUpload',
  method: 'POST',
  path: '/api/uploads/files/{id}/finish',
  summary: 'Keep a file that has arrived whole, once its content is checked',
  description: 'Asked for again, it answers as before.',
  audience: 'internal',
  auth: 'session',
  params: z.strictObject({ id: IncomingId }),
  answers: { 201: CourseUpload },
  errors: { forbidden: [], conflict: [MEDIA_REASONS.busy], unavailable: [MEDIA_REASONS.full] },
})

export const sendPictureOperation = operation({
  id: 'sendPicture',
  method: 'POST',
  path: '/api/uploads/pictures',
  summary: 'Send a picture for a text, as a form with a file',
  description: 'Anybody may see it, under an address made from its content.',
  audience: 'internal',
  auth: 'session',
  body: 'own',
  answers: {
    201: z.strictObject({ uploadId: objectId, url: z.string(), width: z.number(), height: z.number() }),
  },
  errors: { forbidden: [], invalid: [], unavailable: [MEDIA_REASONS.full] },
  limit: 'upload',
})

const Fault = z.strictObject({ code: z.string(), line: z.int() })
export const sendCaptionsOperation = operation({
  id: 'sendCaptions',
  method: 'POST',
  path: '/api/uploads/captions',
  summary: 'Send captions of a film, as a form with a file in WebVTT or SRT',
  description: 'They are kept as WebVTT; what was not taken over is named by its line.',
  audience: 'internal',
  auth: 'session',
  body: 'own',
  answers: {
    201: z.strictObject({ uploadId: objectId, name: z.string(), cues: z.int(), faults: z.array(Fault) }),
  },
  errors: { forbidden: [], not_found: [], invalid: [], unavailable: [MEDIA_REASONS.full] },
  limit: 'upload',
})

export const operations = [
  previewTextOperation,
  beginUploadOperation,
  countSentOperation,
  sendPieceOperation,
  abandonUploadOperation,
  finishUploadOperation,
  sendPictureOperation,
  sendCaptionsOperation,
]
