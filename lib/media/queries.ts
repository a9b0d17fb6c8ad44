import 'server-only'
import type { Readable } from 'node:stream'
import { now } from '@/lib/platform/clock'
import { isMember, requireMember, type Viewer } from '@/lib/platform/auth/viewer'
import { toObjectId } from '@/lib/platform/db/object-id'
import { env } from '@/lib/platform/env'
import { AppError, forbidden, notFound } from '@/lib/platform/errors'
import { processWide } from '@/lib/platform/process-wide'
import { log } from '@/lib/platform/log'
import { storage } from '@/lib/platform/storage/port'
import type { ServedFile } from '@/lib/platform/storage/serve'
import { isSignedFor, signAddress } from '@/lib/platform/storage/signed-address'
import { Upload } from '@/models/upload'
import { readCaptions } from './captions'
import { readWhole } from './commands/store'
import type { CourseUpload, Cue, UploadRow, VideoRow } from './dto'
import { EXTENSION_OF } from './constants'
import { requireUploader } from './policy'

const SERVED = 'key sizeBytes sha256 mime name'

/** A public picture by the last part of its address (`<sha256>.<ext>`); for everybody. */
export async function getPublicUpload(_viewer: Viewer, file: string): Promise<ServedFile> {
  const sha256 = file.slice(0, 64)
  const row = await Upload.findOne({ sha256, isPublic: true }).select(SERVED).lean()
  if (!row) throw notFound('The file is not there.', 'media.missing')
  return row
}

/**
 * A private file by an address that was minted for this viewer. The right was checked by the domain that minted it;
 * here only the address is: another person's, an altered or an old one opens nothing.
 */
export async function getSignedUpload(
  viewer: Viewer,
  address: { id: string; viewer: string; hour: string; signature: string },
): Promise<ServedFile> {
  const signed = {
    upload: address.id,
    viewer: address.viewer,
    hour: address.hour,
    signature: address.signature,
  }
  if (!isSignedFor(signed, addresseeOf(viewer), { secret: env().NEXTAUTH_SECRET, now: now() })) {
    throw forbidden('This address is not valid for you, or no longer.', 'media.address_expired')
  }
  const row = await Upload.findOne({ _id: toObjectId(address.id) })
    .select(SERVED)
    .lean()
  if (!row) throw notFound('The file is not there.', 'media.missing')
  return row
}

/** The address under which this viewer, who was found to have the right, may fetch the file for the next hour. */
export function signedUploadAddress(viewer: Viewer, uploadId: string): string {
  return signAddress(uploadId, addresseeOf(viewer), { secret: env().NEXTAUTH_SECRET, now: now() })
}

function addresseeOf(viewer: Viewer): string {
  return isMember(viewer) ? viewer.userId : 'visitor'
}

/** What is said in a video, in the language that its reader reads best; nothing where the file cannot be read now. */
export async function findCues(
  _viewer: Viewer,
  { video, uploads, languages }: { video: VideoRow; uploads: readonly UploadRow[]; languages: string[] },
): Promise<Record<string, Cue[]>> {
  const captions = video.captions ?? []
  const wanted = languages.find((each) => captions.some(({ language }) => language === each))
  const chosen = captions.find(({ language }) => language === wanted) ?? captions[0]
  const upload = uploads.find(({ _id }) => chosen !== undefined && _id.equals(chosen.upload))
  if (chosen === undefined || upload === undefined) return {}
  const cues = await readCues(upload)
  return cues === null ? {} : { [chosen.language]: cues }
}

/** Captions never change under their hash, so those of the lessons that are read now are kept. */
const CUES_KEPT = 100

async function readCues({ sha256, key }: UploadRow): Promise<Cue[] | null> {
  const kept = processWide('cues', () => new Map<string, Cue[]>())
  const known = kept.get(sha256)
  if (known !== undefined) return known
  try {
    const bytes = await readWhole(await storage().open(key))
    const { cues } = readCaptions(bytes.toString('utf8'))
    kept.set(sha256, cues)
    for (const oldest of kept.keys()) if (kept.size > CUES_KEPT) kept.delete(oldest)
    return cues
  } catch (error) {
    // The lesson is read without its transcript, and its player tries for itself.
    if (error instanceof AppError) return null
    throw error
  }
}

/**
 * A file that the viewer has sent for a course, with an address under which they may look at it for the next hour.
 *
 * @throws not_found for another person's
 */
export async function getCourseUpload(
  viewer: Viewer,
  { uploadId }: { uploadId: string },
): Promise<CourseUpload> {
  const owner = toObjectId(requireMember(viewer).userId)
  const row = await Upload.findOne({ _id: toObjectId(uploadId), owner })
    .select('kind name mime sizeBytes durationSeconds width height')
    .lean()
  if (!row) throw notFound('The file is not there.', 'media.missing')
  const { kind, name, mime, sizeBytes, durationSeconds, width, height } = row
  return {
    uploadId,
    kind,
    name,
    mime,
    sizeBytes,
    durationSeconds: durationSeconds ?? null,
    width: width ?? null,
    height: height ?? null,
    href: signedUploadAddress(viewer, uploadId),
  }
}

export type OwnUpload = { name: string; kind: string; sizeBytes: number; mime: string; uploadedAt: Date }

/** What the viewer has uploaded, by name, from oldest to newest, a step at a time. */
export async function* listOwnUploads(viewer: Viewer): AsyncGenerator<OwnUpload> {
  const owner = toObjectId(requireMember(viewer).userId)
  const rows = Upload.find({ owner })
    .select('name kind sizeBytes mime createdAt')
    .sort({ createdAt: 1 })
    .lean()
  for await (const { name, kind, sizeBytes, mime, createdAt } of rows.cursor())
    yield { name, kind, sizeBytes, mime, uploadedAt: createdAt }
}

/** Which file of a course: by its upload, or a public picture by its address. */
export type UploadName = { uploadId: string } | { address: string }
export type OpenedUpload = {
  name: string
  kind: string
  extension: string
  /** Open: whoever asked closes it. */
  bytes: Readable
}

/**
 * A file of a course as it is kept, for who takes the course along; the domain that asks has checked whose course it is.
 * Null where the row or its bytes are gone.
 */
export async function openCourseUpload(viewer: Viewer, name: UploadName): Promise<OpenedUpload | null> {
  requireUploader(viewer)
  const filter = 'uploadId' in name ? { _id: toObjectId(name.uploadId) } : publicPictureOf(name.address)
  const row = filter && (await Upload.findOne(filter).select('key name kind mime').lean())
  if (!row) return null
  try {
    const bytes = await storage().open(row.key)
    return { name: row.name, kind: row.kind, extension: extensionOf(row), bytes }
  } catch (error) {
    log.warn({ error, uploadId: row._id.toHexString() }, 'A file of a course is not in the storage.')
    return null
  }
}

function publicPictureOf(address: string) {
  const sha256 = /^\/api\/uploads\/public\/([0-9a-f]{64})\.\w+/.exec(address)?.[1]
  return sha256 === undefined ? null : { sha256, isPublic: true }
}

/** By what the bytes are; documents, of which there are many kinds, keep the ending of their name. */
function extensionOf({ mime, name }: { mime: string; name: string }): string {
  return EXTENSION_OF[mime] ?? (/\.(\w{1,8})$/.exec(name)?.[1] ?? 'bin').toLowerCase()
}
