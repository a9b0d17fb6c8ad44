import { z } from 'zod'
import { operation } from '@/lib/platform/http/operation'
import { file, servedFile } from '@/lib/platform/http/shapes'
import { objectId } from '@/lib/utils/object-id'
import { PublicFileName, SignedQuery } from './schema'

export const getPublicUploadOperation = operation({
  id: 'getPublicUpload',
  method: 'GET',
  path: '/api/uploads/public/{file}',
  summary: 'Read a public picture by its content',
  audience: 'internal',
  auth: 'none',
  params: z.object({ file: PublicFileName }),
  query: 'own',
  answers: servedFile('The picture.', '*/*'),
  limit: null,
})

export const getUploadOperation = operation({
  id: 'getUpload',
  method: 'GET',
  path: '/api/uploads/{id}',
  summary: 'Read a file by an address that was signed for you',
  audience: 'internal',
  auth: 'session',
  visitors: true,
  params: z.object({ id: objectId }),
  query: SignedQuery,
  answers: servedFile('The file.', '*/*'),
  errors: { forbidden: [] },
  limit: null,
})

export const sendAvatarOperation = operation({
  id: 'sendAvatar',
  method: 'POST',
  path: '/api/uploads/avatar',
  summary: 'Send a profile picture as a form with a file',
  audience: 'internal',
  auth: 'session',
  body: 'own',
  answers: { 201: z.strictObject({ avatarUrl: z.string() }), 303: null },
  errors: { forbidden: [], conflict: [] },
  limit: 'upload',
})

const ingest = {
  path: '/api/uploads/ingest/{key}',
  audience: 'internal',
  auth: 'session',
  visitors: true,
  params: z.object({ key: z.string() }),
  query: 'own',
  limit: null,
} as const

export const countArrivedOperation = operation({
  ...ingest,
  id: 'countArrivedBytes',
  method: 'HEAD',
  summary: 'Say how far an upload has come',
  answers: { 200: null },
  errors: { forbidden: [], unauthenticated: [], invalid: [] },
})

export const receiveUploadOperation = operation({
  ...ingest,
  id: 'receiveUpload',
  method: 'PUT',
  summary: 'Send the bytes of an upload',
  body: 'own',
  answers: { 200: z.looseObject({ fileHash: z.string() }) },
  errors: { forbidden: [], unauthenticated: [], invalid: [], conflict: [] },
})

const PROTOCOL = file('As the protocol of UploadThing says.', '*/*')
const router = {
  path: '/api/uploadthing',
  audience: 'internal',
  auth: 'session',
  visitors: true,
  query: 'own',
  answers: Object.fromEntries([200, 400, 403, 404, 413].map((status) => [status, PROTOCOL])),
  limit: null,
} as const

export const describeUploadsOperation = operation({
  ...router,
  id: 'describeUploads',
  method: 'GET',
  summary: 'Say which files may be sent',
})

export const prepareUploadOperation = operation({
  ...router,
  id: 'prepareUpload',
  method: 'POST',
  summary: 'Ask to send a file, or report one that has arrived',
  body: 'own',
  errors: { limited: [], unauthenticated: [] },
})

export const operations = [
  getPublicUploadOperation,
  getUploadOperation,
  sendAvatarOperation,
  countArrivedOperation,
  receiveUploadOperation,
  describeUploadsOperation,
  prepareUploadOperation,
]
