import 'server-only'
import { toObjectId } from '@/lib/platform/db/object-id'
import { storage } from '@/lib/platform/storage/port'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { forbidden } from '@/lib/platform/errors'
import { Upload } from '@/models/upload'
import {
  CAPTION_TYPE,
  CAPTIONS_MAX_BYTES,
  DOCUMENT_MAX_BYTES,
  DOCUMENT_TYPES,
  NAME_MAX,
  VIDEO_MAX_BYTES,
  VIDEO_TYPES,
} from '../constants'
import type { VideoMeasure } from '../dto'
import { requireUploader } from '../policy'
import { forgetUpload, publicAddress } from './store'

export type CourseFileKind = 'video' | 'captions' | 'file'
/** A file of a course as it is kept. `publicUrl` opens it only while it is public. */
export type CourseFile = {
  uploadId: string
  kind: CourseFileKind
  sha256: string
  mime: string
  publicUrl: string
}

const ACCEPTED = {
  video: { maxBytes: VIDEO_MAX_BYTES, accept: VIDEO_TYPES },
  captions: { maxBytes: CAPTIONS_MAX_BYTES, accept: [CAPTION_TYPE] },
  file: { maxBytes: DOCUMENT_MAX_BYTES, accept: DOCUMENT_TYPES },
} as const satisfies Record<CourseFileKind, { maxBytes: number; accept: readonly string[] }>

/**
 * Keeps a file of a course, private until somebody makes it public. It streams through; nothing of it is held in memory.
 *
 * @throws too_large, media_type, forbidden for who may not upload
 */
export async function keepCourseFile(
  viewer: Viewer,
  file: {
    kind: CourseFileKind
    name: string
    bytes: AsyncIterable<Uint8Array>
    /** The course for which one of its authors sends it. */
    courseId?: string
    size?: Pick<VideoMeasure, 'width' | 'height'> & Partial<VideoMeasure>
  },
): Promise<CourseFile> {
  const ownerId = requireUploader(viewer)
  const stored = await storage().put(file.bytes, { name: file.name, ...ACCEPTED[file.kind] })
  try {
    const row = await Upload.create({
      owner: ownerId === null ? undefined : toObjectId(ownerId),
      course: file.courseId === undefined ? undefined : toObjectId(file.courseId),
      kind: file.kind,
      name: file.name.slice(0, NAME_MAX) || file.kind,
      sizeBytes: stored.sizeBytes,
      mime: stored.mime,
      sha256: stored.sha256,
      storage: storage().name,
      key: stored.key,
      width: file.size?.width,
      height: file.size?.height,
      durationSeconds: file.size?.durationSeconds,
      isPublic: false,
    })
    return toCourseFile(row)
  } catch (error) {
    await storage().remove(stored.key)
    throw error
  }
}

/** The files among these uploads: a second import finds what the first one kept. */
export async function listCourseFiles(
  viewer: Viewer,
  { uploadIds }: { uploadIds: readonly string[] },
): Promise<CourseFile[]> {
  requireUploader(viewer)
  const rows = await Upload.find({ _id: { $in: uploadIds.map(toObjectId) } })
    .select('kind sha256 mime')
    .limit(uploadIds.length)
    .lean()
  return rows.map(toCourseFile)
}

/**
 * A file to be shown in a course: one that the viewer brought for it, or that the course has already (`isOfCourse`; its
 * authors know that). Null where it is neither, is of another kind, or is gone.
 */
export async function getCourseFile(
  viewer: Viewer,
  {
    uploadId,
    kind,
    courseId,
    isOfCourse,
  }: { uploadId: string; kind: CourseFileKind; courseId: string; isOfCourse: boolean },
): Promise<(CourseFile & { width: number | null; height: number | null }) | null> {
  const ownerId = requireUploader(viewer)
  const row = await Upload.findOne({
    _id: toObjectId(uploadId),
    kind,
    // A file that was sent for another course goes when that one shows it no more.
    ...(isOfCourse || ownerId === null
      ? {}
      : { owner: toObjectId(ownerId), course: { $in: [toObjectId(courseId), null] } }),
  })
    .select('kind sha256 mime width height')
    .lean()
  return row && { ...toCourseFile(row), width: row.width ?? null, height: row.height ?? null }
}

/**
 * Copies files for another lesson, bytes and rows, so that each course goes on owning its own: deleting one, or opening
 * it to everybody, changes nothing for the other. What is gone is left out; where one cannot be kept, none is.
 *
 * @returns by the id of the old upload that of the new one
 */
export async function copyCourseFiles(
  viewer: Viewer,
  { uploadIds }: { uploadIds: readonly string[] },
): Promise<Map<string, string>> {
  requireUploader(viewer)
  const copies = new Map<string, string>()
  const rows = await Upload.find({ _id: { $in: uploadIds.map(toObjectId) } })
    .limit(uploadIds.length)
    .lean()
  try {
    for (const row of rows) {
      const copy = await keepCourseFile(viewer, {
        kind: row.kind as CourseFileKind,
        name: row.name,
        bytes: await storage().open(row.key),
        ...(row.width != null && row.height != null && { size: { width: row.width, height: row.height } }),
      })
      copies.set(row._id.toHexString(), copy.uploadId)
    }
    return copies
  } catch (error) {
    await forgetCourseFiles(viewer, { uploadIds: [...copies.values()] })
    throw error
  }
}

/** Makes files of a course public, as of its previews and trailer, and all its others private; in its transaction. */
export async function showCourseFiles(
  viewer: Viewer,
  files: { publicIds: readonly string[]; privateIds: readonly string[] },
): Promise<void> {
  requireUploader(viewer)
  for (const [ids, isPublic] of [
    [files.publicIds, true],
    [files.privateIds, false],
  ] as const) {
    const filter = { _id: { $in: ids.map(toObjectId) }, isPublic: !isPublic }
    if (ids.length > 0) await Upload.updateMany(filter, { $set: { isPublic } })
  }
}

/** Files that authors sent for their courses before a moment, the oldest first, from after a moment on. */
export async function listCourseFilesBefore(
  viewer: Viewer,
  { before, after, limit }: { before: Date; after?: Date; limit: number },
): Promise<{ uploadId: string; courseId: string; createdAt: Date }[]> {
  if (viewer.kind !== 'system') throw forbidden()
  const rows = await Upload.find({
    createdAt: { $lt: before, ...(after && { $gt: after }) },
    course: { $exists: true },
  })
    .sort({ createdAt: 1 })
    .limit(limit)
    .select('course createdAt')
    .lean()
  return rows.map(({ _id, course, createdAt }) => ({
    uploadId: _id.toHexString(),
    courseId: course?.toHexString() ?? '',
    createdAt,
  }))
}

/** Deletes files that no lesson of their course names any more, rows and bytes. */
export async function forgetCourseFiles(
  viewer: Viewer,
  { uploadIds }: { uploadIds: readonly string[] },
): Promise<void> {
  requireUploader(viewer)
  for (const uploadId of uploadIds) await forgetUpload(uploadId)
}

type Row = { _id: { toHexString(): string }; kind: string; sha256: string; mime: string }

function toCourseFile(row: Row): CourseFile {
  return {
    uploadId: row._id.toHexString(),
    kind: row.kind as CourseFileKind,
    sha256: row.sha256,
    mime: row.mime,
    publicUrl: publicAddress(row.sha256, row.mime),
  }
}
