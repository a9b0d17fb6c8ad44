import 'server-only'
import { createHash } from 'node:crypto'
import path from 'node:path'
import { Types } from 'mongoose'
import { forgetCourseFiles } from '@/lib/media/commands/course-files'
import { putPublicPicture, type PublicPicture } from '@/lib/media/commands/pictures'
import { PICTURE_MAX_BYTES } from '@/lib/media/constants'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { AppError, forbidden, notFound } from '@/lib/platform/errors'
import { Course } from '@/models/course'
import { Lesson } from '@/models/lesson'
import { User } from '@/models/user'
import { ensureCategory } from '../commands/categories'
import {
  requireNoRevision,
  requireRightToBringIn,
  saveImportedCourse,
  type ImportCounts,
} from '../commands/imported'
import { uploadIdsOf } from '../commands/imported-media'
import { canCreateCourse, canPublishCourse } from '../policy'
import { finishBodies, textFinisher, type PictureKeeper } from './bodies'
import { finishMedia } from './lesson-media'
import { Losses, type Loss } from './losses'
import { MediaShelf } from './media'
import { planCourse, plannedLessons, type CoursePlan } from './plan'
import { PartReader } from './parts'
import { readFolder, readInside } from './read-folder'

export type ImportInput = {
  folder: string
  /** Whose course it becomes, by username; what the front matter says counts less. */
  instructor?: string
  /** Only say what would happen. */
  isTrial?: boolean
  /** The days (`2026-03-03`) of the run that is coming, where not the folder but the caller knows them. */
  run?: { startDate: string; endDate: string }
  /** Where the course shall be found instead of where the folder says; what is there already is brought up to date. */
  slugFor?: (wanted: string) => Promise<string>
  /** Called as lessons are brought in. */
  onLesson?: (done: number, total: number) => void
}
export type ImportReport = ImportCounts & {
  slug: string
  courseId: string | null
  lessonCount: number
  pictureCount: number
  losses: Loss[]
}

/**
 * Makes a course of a folder of Markdown, or brings the one it made before up to date: lessons are recognised by their
 * paths, so learners keep their marks. docs/course-format.md describes the folder.
 */
export async function importCourse(viewer: Viewer, input: ImportInput): Promise<ImportReport> {
  const losses = new Losses()
  const folder = path.resolve(input.folder)
  const { root, pictures } = await readFolder(folder, losses)
  const plan = planCourse(root, path.basename(folder), losses)
  Object.assign(plan.fields, input.run)
  if (input.slugFor !== undefined) plan.slug = await input.slugFor(plan.slug)
  const instructor = await findInstructor(viewer, input.instructor ?? plan.fields.instructor)
  const before = await findCourseBefore(viewer, plan)
  const teacher = before?.instructor ?? instructor
  const isTrial = input.isTrial ?? false
  const kept = new Map<string, PublicPicture>()
  const keepPicture = isTrial ? lookAtPicture(folder) : keeperOf(viewer, folder, kept)
  const knownIds = before?.uploadIds ?? []
  const shelf = await MediaShelf.open({ viewer, folder, losses, keepPicture, knownIds, isTrial })
  const source = { folder, plan, teacher, pictures, keepPicture, shelf, losses, onLesson: input.onLesson }
  const idByKey = before?.idByKey ?? new Map<string, Types.ObjectId>()
  const report = () => ({
    slug: plan.slug,
    lessonCount: plannedLessons(plan).length,
    pictureCount: kept.size,
    losses: losses.all,
  })
  if (isTrial) {
    await finishAll(source, idByKey)
    return { ...report(), ...NOTHING_SAVED, courseId: null }
  }
  const { withdrawn, unusedUploadIds, ...saved } = await forgettingOnFailure(viewer, shelf, async () => {
    const finished = await finishAll(source, idByKey)
    const category = await categoryOf(viewer, plan, losses)
    return saveImportedCourse(viewer, { ...finished, plan, instructor, category })
  })
  for (const file of withdrawn) losses.add('lessonWithdrawn', file)
  await forgetCourseFiles(viewer, { uploadIds: unusedUploadIds })
  return { ...report(), ...saved }
}

/** What was brought in for a course that could not be saved goes again; once it is saved, the files are the course's. */
async function forgettingOnFailure<T>(viewer: Viewer, shelf: MediaShelf, run: () => Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (error) {
    await forgetCourseFiles(viewer, { uploadIds: shelf.newIds })
    throw error
  }
}

type Source = {
  folder: string
  plan: CoursePlan
  teacher: Types.ObjectId
  pictures: ReadonlySet<string>
  keepPicture: PictureKeeper
  shelf: MediaShelf
  losses: Losses
  onLesson?: ImportInput['onLesson']
}

/** Everything a plan names, looked up and brought in. */
async function finishAll(source: Source, idByKey: ReadonlyMap<string, Types.ObjectId>) {
  const { folder, plan, teacher, pictures, keepPicture, shelf, losses, onLesson } = source
  const ids = new Map(
    plannedLessons(plan).map(({ key, path: file }) => [file, idByKey.get(key) ?? new Types.ObjectId()]),
  )
  const idOfPath = (file: string) => ids.get(file)?.toHexString() ?? ''
  const finish = textFinisher(plan, idOfPath, { pictures, keepPicture, losses })
  const bodies = await finishBodies(plan, finish)
  const parts = new PartReader({ folder, plan, teacher, finish, losses })
  const media = await finishMedia(plan, { shelf, parts, losses, onLesson })
  const archives = await parts.ofCourse((file) => ids.get(file))
  return { ids, bodies, media, archives, thumbnail: await thumbnailOf(source) }
}

async function thumbnailOf({ plan, keepPicture, losses }: Source): Promise<PublicPicture | null> {
  const { thumbnail } = plan.fields
  if (thumbnail === undefined) return null
  const picture = await keepPicture(thumbnail)
  if (picture !== null && 'url' in picture) return picture
  losses.add('pictureMissing', plan.description.path, { detail: thumbnail })
  return null
}

const NOTHING_SAVED: ImportCounts = { isNew: false, created: 0, updated: 0, unchanged: 0 }

async function findInstructor(viewer: Viewer, username: string | undefined): Promise<Types.ObjectId> {
  if (username === undefined) {
    if (viewer.kind === 'member' && canCreateCourse(viewer, viewer.userId))
      return new Types.ObjectId(viewer.userId)
    throw new AppError('invalid', 'Nobody is named who teaches this course.', {
      fields: { instructor: 'required' },
    })
  }
  const user = await User.findOne({
    usernameKey: username.toLowerCase(),
    role: { $in: ['instructor', 'admin'] },
  })
    .select({ _id: 1 })
    .lean()
  if (user === null) throw notFound(`There is no instructor “${username}”.`)
  if (!canCreateCourse(viewer, user._id.toHexString())) throw forbidden()
  return user._id
}

type CourseBefore = {
  instructor: Types.ObjectId | null
  idByKey: Map<string, Types.ObjectId>
  uploadIds: string[]
}

/**
 * What an earlier import of the folder left: the ids of its lessons and their uploads. Rights are asked here already, so
 * that nothing large is brought in for a course of somebody else, and again when the course is saved.
 */
async function findCourseBefore(viewer: Viewer, plan: CoursePlan): Promise<CourseBefore | null> {
  const course = await Course.findOne({ slug: plan.slug })
    .select({ instructor: 1, coInstructors: 1, trailer: 1 })
    .lean()
  if (course === null) return null
  requireRightToBringIn(viewer, course)
  await requireNoRevision(viewer, course._id)
  const rows = await Lesson.find({ course: course._id }).select({ importKey: 1, video: 1, file: 1 }).lean()
  return {
    instructor: course.instructor ?? null,
    idByKey: new Map(rows.flatMap(({ importKey, _id }) => (importKey == null ? [] : [[importKey, _id]]))),
    uploadIds: [...rows.flatMap(uploadIdsOf), ...uploadIdsOf({ trailer: course.trailer })],
  }
}

async function categoryOf(viewer: Viewer, plan: CoursePlan, losses: Losses) {
  const name = plan.fields.category
  if (name === undefined) return null
  const category = await ensureCategory(viewer, { name, mayCreate: canPublishCourse(viewer) })
  if (category === null) losses.add('unknownCategory', plan.description.path, { detail: name })
  return category
}

/** Every picture is brought in once, however many lessons show it. */
function keeperOf(viewer: Viewer, folder: string, kept: Map<string, PublicPicture>): PictureKeeper {
  return async (file) => {
    const bytes = await readInside(folder, file, PICTURE_MAX_BYTES)
    if (bytes === null) return null
    const content = createHash('sha256').update(bytes).digest('hex')
    const known = kept.get(content)
    if (known !== undefined) return known
    try {
      const picture = await putPublicPicture(viewer, bytes, path.posix.basename(file))
      kept.set(content, picture)
      return picture
    } catch (error) {
      if (!(error instanceof AppError) || error.code === 'forbidden') throw error
      return { refused: error.reason ?? error.code }
    }
  }
}

function lookAtPicture(folder: string): PictureKeeper {
  return async (file) => {
    const bytes = await readInside(folder, file, PICTURE_MAX_BYTES)
    return bytes === null ? null : { uploadId: '', url: '/', width: 1, height: 1 }
  }
}
