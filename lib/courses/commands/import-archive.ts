import 'server-only'
import { mkdir, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { Types } from 'mongoose'
import { takeArchive } from '@/lib/media/commands/incoming'
import { findMember } from '@/lib/platform/auth/sign-ins'
import { requireMember, type Member, type Viewer } from '@/lib/platform/auth/viewer'
import { toObjectId } from '@/lib/platform/db/object-id'
import { inTransaction } from '@/lib/platform/db/transaction'
import { env } from '@/lib/platform/env'
import { AppError, forbidden } from '@/lib/platform/errors'
import { emit } from '@/lib/platform/jobs/events'
import { Course } from '@/models/course'
import { CourseImport } from '@/models/course-import'
import { COURSE_LIMITS, IMPORT_LOSSES_KEPT, IMPORT_REASONS, type ImportState } from '../constants'
import { nameOf } from '../export/export-paths'
import { importCourse, type ImportReport } from '../import/import-course'
import { unpackArchive } from '../import/unpack'
import { archiveReceived } from '../events'
import { canCreateCourse } from '../policy'

/**
 * Makes a new draft of an archive that was sent: it is read by a job, so that nobody waits for it.
 *
 * @throws forbidden (`account.not_approved`), not_found (`media.upload_gone`), invalid (`media.incomplete`)
 */
export async function startImport(
  viewer: Viewer,
  { uploadId }: { uploadId: string },
): Promise<{ importId: string }> {
  const { userId, signInId } = requireMember(viewer)
  if (!canCreateCourse(viewer, userId))
    throw forbidden('Only approved instructors make courses.', 'account.not_approved')
  const { file, name } = await takeArchive(viewer, { id: uploadId })
  const _id = new Types.ObjectId()
  const importId = _id.toHexString()
  await mkdir(path.dirname(archiveOf(importId)), { recursive: true })
  await rename(file, archiveOf(importId))
  await inTransaction(async () => {
    const row = { _id, owner: toObjectId(userId), signIn: toObjectId(signInId), name }
    await CourseImport.create([row])
    await emit(archiveReceived, { importId })
  })
  return { importId }
}

type Row = {
  _id: Types.ObjectId
  owner: Types.ObjectId
  signIn: Types.ObjectId
  name: string
  slug?: string | null
}

/**
 * Reads an archive with the rights of who sent it, asked again now. What is wrong with it is written into its row; only a
 * fault of ours is thrown, and tried again: the second try brings the same course up to date.
 */
export async function runImport(
  viewer: Viewer,
  { importId, isLastTry }: { importId: string; isLastTry: boolean },
): Promise<void> {
  if (viewer.kind !== 'system') throw forbidden()
  const row = await CourseImport.findOne({
    _id: toObjectId(importId),
    state: { $nin: ['done', 'failed'] },
  }).lean<Row>()
  if (row === null) return
  try {
    const report = await importOf(row)
    await finish(row, reportFields(report))
  } catch (error) {
    const isOurs = !(error instanceof AppError) || error.code === 'unavailable'
    if (isOurs && !isLastTry) throw error
    const reason = error instanceof AppError ? (error.reason ?? error.code) : IMPORT_REASONS.broken
    await finish(row, { state: 'failed', reason })
    if (!(error instanceof AppError)) throw error
  }
}

async function importOf(row: Row): Promise<ImportReport> {
  const member = await findMember({ userId: row.owner.toHexString(), signInId: row.signIn.toHexString() })
  if (member === undefined) {
    throw new AppError('unauthenticated', 'The person has signed out.', { reason: IMPORT_REASONS.signedOut })
  }
  const set = progressOf(row)
  await set('unpacking', 0, 0)
  const folder = path.join(folderOf(row._id.toHexString()), nameOf(row.name.replace(/\.zip$/i, ''), 'course'))
  await rm(folderOf(row._id.toHexString()), { recursive: true, force: true })
  const root = await unpackArchive(archiveOf(row._id.toHexString()), folder)
  const input = {
    folder: root,
    instructor: member.username,
    slugFor: (wanted: string) => slugOf(row, wanted),
  }
  await requireLessons(member, input)
  // A bar that stands still for a moment is no reason to end an import, nor to be heard of.
  const show = (done: number, total: number) => void set('reading', done, total).catch(() => undefined)
  return importCourse(member, { ...input, onLesson: show })
}

/** A picture of one folder is no course. */
async function requireLessons(viewer: Member, input: Parameters<typeof importCourse>[1]): Promise<void> {
  const { lessonCount } = await importCourse(viewer, { ...input, isTrial: true })
  if (lessonCount === 0)
    throw new AppError('invalid', 'There is no lesson.', { reason: IMPORT_REASONS.noLessons })
}

/** The address the archive wants, or the next one that is free; chosen once, so that a second try meets its own course. */
async function slugOf(row: Row, wanted: string): Promise<string> {
  if (row.slug) return row.slug
  const base = wanted.slice(0, COURSE_LIMITS.slugLength - 5)
  let slug = wanted
  for (let number = 2; (await Course.exists({ slug })) !== null; number += 1) slug = `${base}-${number}`
  await CourseImport.updateOne({ _id: row._id }, { $set: { slug } })
  row.slug = slug
  return slug
}

const SHOWN_EVERY_MS = 500

/** Says how far it is, not oftener than anybody looks. */
function progressOf({ _id }: Row) {
  let last = -Infinity
  return async (state: ImportState, done: number, total: number): Promise<void> => {
    if (state === 'reading' && performance.now() - last < SHOWN_EVERY_MS) return
    last = performance.now()
    await CourseImport.updateOne(
      { _id, state: { $nin: ['done', 'failed'] } },
      { $set: { state, done, total } },
    )
  }
}

function reportFields({ courseId, lessonCount, pictureCount, losses }: ImportReport) {
  return {
    state: 'done' as const,
    course: courseId === null ? null : toObjectId(courseId),
    done: lessonCount,
    total: lessonCount,
    lessons: lessonCount,
    pictures: pictureCount,
    lossCount: losses.length,
    losses: losses.slice(0, IMPORT_LOSSES_KEPT),
  }
}

async function finish({ _id }: Row, fields: Record<string, unknown>): Promise<void> {
  await CourseImport.updateOne({ _id }, { $set: fields })
  await rm(archiveOf(_id.toHexString()), { force: true })
  await rm(folderOf(_id.toHexString()), { recursive: true, force: true })
}

function folderOf(importId: string): string {
  return path.join(env().DATA_DIR, 'imports', importId)
}

function archiveOf(importId: string): string {
  return `${folderOf(importId)}.zip`
}
