import 'server-only'
import { randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { Upload as Announced } from '@tus/server'
import { requireMember, type Viewer } from '@/lib/platform/auth/viewer'
import { now } from '@/lib/platform/clock'
import { toObjectId } from '@/lib/platform/db/object-id'
import { AppError, notFound } from '@/lib/platform/errors'
import { freeBytes, ignoring, storageFull } from '@/lib/platform/storage/disk'
import { IncomingUpload } from '@/models/incoming-upload'
import { INTENT_HOURS, MEDIA_REASONS, type ResumableKind } from '../constants'
import { requireUploader } from '../policy'
import { measureVideo } from '../video-file'
import type { CourseUpload } from '../dto'
import { getCourseUpload } from '../queries'
import { keepCourseFile } from './course-files'
import { IncomingLock } from './incoming-lock'
import { answerByProtocol, incomingStore } from './incoming-store'

/** Where the bytes go, and until when; `sizeBytes` as announced. */
export type BegunUpload = { id: string; address: string; expiresAt: Date }

/**
 * Announces a file that will be sent in pieces. The domain that asks has checked whose course it is for.
 *
 * @throws forbidden for who may not upload, unavailable (`storage.full`) where it would not fit
 */
export async function announceUpload(
  viewer: Viewer,
  file: { kind: ResumableKind; courseId: string | null; name: string; sizeBytes: number },
): Promise<BegunUpload> {
  requireUploader(viewer)
  const { userId } = requireMember(viewer)
  const store = incomingStore()
  await mkdir(store.directory, { recursive: true })
  if ((await freeBytes(store.directory)) < file.sizeBytes) throw storageFull(new Error('It would not fit.'))
  const id = randomBytes(16).toString('hex')
  const createdAt = now()
  await IncomingUpload.create({
    _id: id,
    owner: toObjectId(userId),
    course: file.courseId === null ? null : toObjectId(file.courseId),
    kind: file.kind,
    name: file.name,
    sizeBytes: file.sizeBytes,
    createdAt,
  })
  await store.create(new Announced({ id, size: file.sizeBytes, offset: 0 }))
  const expiresAt = new Date(createdAt.getTime() + INTENT_HOURS * 3_600_000)
  return { id, address: `/api/uploads/files/${id}`, expiresAt }
}

/** Takes the next bytes, says how far it has come, or forgets it, as the tus protocol has it; the owner's alone. */
export async function answerForUpload(
  viewer: Viewer,
  { id, request }: { id: string; request: Request },
): Promise<Response> {
  await requireOwn(viewer, id)
  return answerByProtocol(request)
}

/**
 * Checks a file that has arrived whole and keeps it for its course. Asked for again, it answers as before.
 *
 * @throws invalid (`media.incomplete`, `media.not_a_video`), media_type (what its bytes are not), unavailable
 *   (`storage.full`), conflict (`media.upload_busy`), not_found
 */
export async function finishUpload(viewer: Viewer, { id }: { id: string }): Promise<CourseUpload> {
  await requireOwn(viewer, id)
  return alone(id, async () => {
    const row = await requireOwn(viewer, id)
    if (row.upload) return getCourseUpload(viewer, { uploadId: row.upload.toHexString() })
    const file = await arrivedFile({ id, sizeBytes: row.sizeBytes })
    if (row.kind === 'archive') throw new AppError('invalid', 'An archive is imported, not kept.')
    try {
      const uploadId = await keepArrived(viewer, { ...row, kind: row.kind, file })
      await IncomingUpload.updateOne({ _id: id }, { $set: { upload: toObjectId(uploadId) } })
      await rm(file, { force: true })
      return await getCourseUpload(viewer, { uploadId })
    } catch (error) {
      if (isRefused(error)) await forget(id)
      throw error
    }
  })
}

/**
 * Where an archive that has arrived whole lies on the disk; it is the caller's from now on, and nobody else's.
 *
 * @throws invalid (`media.incomplete`), not_found
 */
export async function takeArchive(
  viewer: Viewer,
  { id }: { id: string },
): Promise<{ file: string; name: string }> {
  await requireOwn(viewer, id)
  return alone(id, async () => {
    const row = await requireOwn(viewer, id)
    if (row.kind !== 'archive') throw notFound('There is no such upload.', MEDIA_REASONS.gone)
    const file = await arrivedFile({ id, sizeBytes: row.sizeBytes })
    await IncomingUpload.deleteOne({ _id: id })
    return { file, name: row.name }
  })
}

async function keepArrived(
  viewer: Viewer,
  row: { kind: 'video' | 'file'; course?: { toHexString(): string } | null; name: string; file: string },
): Promise<string> {
  const { kind, name, file } = row
  // Its first bytes are judged before its index: what is no film at all is told so.
  const measure = kind === 'video' ? await refusedBy(kind, () => measureVideo(file)) : undefined
  const kept = await refusedBy(kind, () =>
    keepCourseFile(viewer, {
      kind,
      name,
      bytes: createReadStream(file),
      courseId: row.course?.toHexString(),
      size: measure,
    }),
  )
  return kept.uploadId
}

/** The reason tells what would be accepted here; the storage knows no kinds. */
async function refusedBy<T>(kind: 'video' | 'file', run: () => Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (error) {
    if (!(error instanceof AppError) || error.reason !== 'media.type_not_accepted') throw error
    const reason = kind === 'video' ? MEDIA_REASONS.videoType : MEDIA_REASONS.fileType
    throw new AppError('media_type', error.message, { reason, cause: error })
  }
}

async function arrivedFile({ id, sizeBytes }: { id: string; sizeBytes: number }): Promise<string> {
  const file = path.join(incomingStore().directory, id)
  const info = await stat(file).catch(ignoring('ENOENT', undefined))
  if (info === undefined) throw notFound('There is no such upload any more.', MEDIA_REASONS.gone)
  if (info.size === sizeBytes) return file
  throw new AppError('invalid', 'The file has not arrived whole yet.', { reason: MEDIA_REASONS.incomplete })
}

/** A full disk may be emptied and a busy one grow calm: then the bytes are still here. */
function isRefused(error: unknown): boolean {
  return error instanceof AppError && ['invalid', 'media_type', 'too_large'].includes(error.code)
}

async function forget(id: string): Promise<void> {
  await IncomingUpload.deleteOne({ _id: id })
  await rm(path.join(incomingStore().directory, id), { force: true })
}

async function alone<T>(id: string, run: () => Promise<T>): Promise<T> {
  const lock = new IncomingLock(id)
  await lock
    .lock(new AbortController().signal, () => undefined)
    .catch(() => {
      throw new AppError('conflict', 'Another request sends this file.', { reason: MEDIA_REASONS.busy })
    })
  try {
    return await run()
  } finally {
    await lock.unlock()
  }
}

async function requireOwn(viewer: Viewer, id: string) {
  requireUploader(viewer)
  const { userId } = requireMember(viewer)
  const row = await IncomingUpload.findOne({ _id: id, owner: toObjectId(userId) })
    .select({ kind: 1, course: 1, name: 1, sizeBytes: 1, upload: 1 })
    .lean()
  if (row === null) throw notFound('There is no such upload.', MEDIA_REASONS.gone)
  return row
}
