import 'server-only'
import type { Readable } from 'node:stream'
import { FileStore } from '@tus/file-store'
import { Server, Upload } from '@tus/server'
import { env } from '@/lib/platform/env'
import { AppError, notFound } from '@/lib/platform/errors'
import { processWide } from '@/lib/platform/process-wide'
import { freeBytes, incomingFolder, storageFull } from '@/lib/platform/storage/disk'
import { IncomingUpload } from '@/models/incoming-upload'
import { MEDIA_REASONS } from '../constants'
import { incomingLocks } from './incoming-lock'

/** Less than this and nothing more can be written. */
const LEAST_BYTES = 1_048_576

/** The disk under the protocol; what is known of a file stands in its row. */
class IncomingStore extends FileStore {
  override async write(source: Readable, id: string, offset: number): Promise<number> {
    try {
      return await super.write(source, id, offset)
    } catch (error) {
      // The library keeps the cause to itself; a connection that broke off looks the same to it.
      if ((await freeBytes(this.directory)) < LEAST_BYTES) throw { status_code: 507, body: 'No room.' }
      throw error
    }
  }
}

const rows = {
  async get(id: string): Promise<Upload | undefined> {
    const row = await IncomingUpload.findById(id).select({ sizeBytes: 1, createdAt: 1 }).lean()
    if (row === null) return undefined
    return new Upload({ id, size: row.sizeBytes, offset: 0, creation_date: row.createdAt.toISOString() })
  },
  /** The row is written by who announces the file. */
  set: async () => undefined,
  async delete(id: string): Promise<void> {
    await IncomingUpload.deleteOne({ _id: id })
  },
}

export function incomingStore(): FileStore {
  const directory = incomingFolder(`${env().DATA_DIR}/uploads`)
  return processWide(`incoming ${directory}`, () => new IncomingStore({ directory, configstore: rows }))
}

function protocol(): Server {
  const store = incomingStore()
  return processWide(`tus ${store.directory}`, () => {
    return new Server({
      path: '/api/uploads/files',
      datastore: store,
      locker: incomingLocks,
      lockDrainTimeout: 200,
      allowedOrigins: [env().APP_URL],
    })
  })
}

/**
 * Lets the protocol answer a request about one file: how far it has come, the next bytes, or that it is given up.
 *
 * @throws not_found (`media.upload_gone`), conflict (`media.upload_busy`, `media.upload_offset`), too_large, malformed,
 *   unavailable (`storage.full`)
 */
export async function answerByProtocol(request: Request): Promise<Response> {
  const answer = await protocol().handleWeb(request)
  if (!answer.ok) throw refusalOf(answer.status, await answer.text())
  const headers = new Headers()
  for (const name of ['tus-resumable', 'upload-offset', 'upload-length', 'cache-control']) {
    const value = answer.headers.get(name)
    if (value !== null) headers.set(name, value)
  }
  return new Response(null, { status: answer.status, headers })
}

function refusalOf(status: number, words: string): AppError {
  switch (status) {
    case 404:
    case 410:
      return notFound('There is no such upload any more.', MEDIA_REASONS.gone)
    case 409:
      return new AppError('conflict', 'The bytes do not follow those here.', { reason: MEDIA_REASONS.offset })
    case 413:
      return new AppError('too_large', 'These are more bytes than were announced.', {
        reason: MEDIA_REASONS.tooLarge,
      })
    case 423:
      return new AppError('conflict', 'Another request sends this file.', { reason: MEDIA_REASONS.busy })
    case 507:
      return storageFull(new Error(words))
    case 500:
      return new AppError('unavailable', 'The bytes could not be written.', { cause: new Error(words) })
    default:
      return new AppError('malformed', words.trim() || 'This does not follow the protocol.')
  }
}
