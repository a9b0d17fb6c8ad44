import 'server-only'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { now } from '@/lib/platform/clock'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { env } from '@/lib/platform/env'
import { AppError, forbidden, notFound } from '@/lib/platform/errors'
import { ignoring } from '@/lib/platform/storage/disk'
import { tooLarge } from '@/lib/platform/storage/measured'
import { readFilePart } from '@/lib/platform/storage/multipart'
import { type StoredFile, storage } from '@/lib/platform/storage/port'
import { UploadIntent } from '@/models/upload-intent'
import { PHOTO_TYPES } from '../constants'
import { isIngestAddressValid, type LocalCloud } from '../local-cloud'

/** What the bytes of each route of the file router must be. */
const ACCEPTED: Readonly<Record<string, readonly string[]>> = { avatar: PHOTO_TYPES }

export type Arrival = { slug: string; metadata: unknown; file: StoredFile & { name: string } }

/** Where the local disk keeps what the router has allowed, until its bytes have come. */
export const intents: LocalCloud = {
  async register(keys, slug, metadata) {
    await UploadIntent.insertMany(keys.map((key) => ({ key, slug, metadata })))
  },
  async complete(storedKey, result) {
    await UploadIntent.updateOne({ storedKey }, { $set: { result } })
  },
}

/**
 * How many bytes of an upload have arrived, so that a browser goes on where its connection broke. The signature in the
 * address is the right: whoever holds it was allowed by the router.
 */
export async function countArrivedBytes(
  _viewer: Viewer,
  upload: { key: string; address: string },
): Promise<number> {
  await allowedIntent(upload)
  return sizeOf(draftOf(upload.key))
}

/**
 * Takes the bytes of an upload, from where the last attempt broke off, and moves the whole file into the storage.
 *
 * @param upload `startByte` is where the sender says that its bytes begin (its `Range` header)
 * @throws forbidden (signature, expiry), conflict when the bytes do not follow what is here, too_large, media_type,
 *   invalid (`media.incomplete`) when fewer bytes came than were announced
 */
export async function receiveUpload(
  _viewer: Viewer,
  upload: { key: string; address: string; startByte: number; request: Request },
): Promise<Arrival> {
  const intent = await allowedIntent(upload)
  const announced = announcedFile(upload.address)
  const draft = draftOf(upload.key)
  if ((await sizeOf(draft)) !== upload.startByte)
    throw new AppError('conflict', 'The bytes do not follow those here.')
  await appendPart(upload, { draft, sizeBytes: announced.sizeBytes })
  const arrived = await sizeOf(draft)
  if (arrived < announced.sizeBytes) {
    throw new AppError('invalid', 'The file broke off.', { reason: 'media.incomplete' })
  }
  try {
    const options = {
      name: announced.name,
      maxBytes: announced.sizeBytes,
      accept: ACCEPTED[intent.slug] ?? [],
    }
    const file = await storage().put(createReadStream(draft), options)
    await UploadIntent.updateOne({ key: upload.key }, { $set: { storedKey: file.key } })
    return { ...intent, file: { ...file, name: announced.name } }
  } finally {
    await rm(draft, { force: true })
  }
}

/** What the router's completion answered for an upload, which is then forgotten. */
export async function takeUploadResult(_viewer: Viewer, key: string): Promise<unknown> {
  const intent = await UploadIntent.findOneAndDelete({ key }).select('result').lean()
  return intent?.result ?? null
}

async function allowedIntent(upload: { key: string; address: string }) {
  if (!isIngestAddressValid(upload.address, now())) {
    throw forbidden('This address was not signed here, or its time has run out.', 'media.address_expired')
  }
  const intent = await UploadIntent.findOne({ key: upload.key }).select('slug metadata').lean()
  if (!intent) throw notFound('No such upload was announced.', 'media.missing')
  return intent
}

/** Name and size as announced; they stand in the signed address, each encoded once more by the router. */
function announcedFile(address: string): { name: string; sizeBytes: number } {
  const query = new URL(address, env().APP_URL).searchParams
  const value = (name: string) => decodeURIComponent(query.get(name) ?? '')
  return {
    name: value('x-ut-file-name'),
    sizeBytes: Number(value('x-ut-file-size')),
  }
}

async function appendPart(
  upload: { request: Request; startByte: number },
  into: { draft: string; sizeBytes: number },
): Promise<void> {
  const maxBytes = into.sizeBytes - upload.startByte
  await mkdir(path.dirname(into.draft), { recursive: true })
  await readFilePart(upload.request, { maxBytes, field: 'file' }, async ({ bytes }) => {
    await pipeline(bytes, atMost(maxBytes), createWriteStream(into.draft, { flags: 'a', mode: 0o600 }))
  })
}

function atMost(maxBytes: number) {
  return async function* (source: AsyncIterable<Uint8Array>) {
    let seen = 0
    for await (const chunk of source) {
      seen += chunk.byteLength
      if (seen > maxBytes) throw tooLarge(maxBytes)
      yield chunk
    }
  }
}

function draftOf(key: string): string {
  if (!/^[A-Za-z0-9]{10,200}$/.test(key)) throw notFound('No such upload was announced.', 'media.missing')
  return path.join(env().DATA_DIR, 'uploads', 'incoming', `part-${key}`)
}

async function sizeOf(file: string): Promise<number> {
  const info = await stat(file).catch(ignoring('ENOENT', undefined))
  return info?.size ?? 0
}
