import 'server-only'
import { createHash } from 'node:crypto'
import path from 'node:path'
import { Types } from 'mongoose'
import { putPublicPicture, type PublicPicture } from '@/lib/media/commands/pictures'
import { PICTURE_MAX_BYTES } from '@/lib/media/constants'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { AppError, forbidden, notFound } from '@/lib/platform/errors'
import { Course } from '@/models/course'
import { Lesson } from '@/models/lesson'
import { User } from '@/models/user'
import { ensureCategory } from '../commands/categories'
import { saveImportedCourse, type ImportCounts } from '../commands/imported'
import { canCreateCourse, canPublishCourse } from '../policy'
import { finishBodies, type PictureKeeper } from './bodies'
import { Losses, type Loss } from './losses'
import { planCourse, plannedLessons, type CoursePlan } from './plan'
import { readFolder, readInside } from './read-folder'

export type ImportInput = {
  folder: string
  /** Whose course it becomes, by username; what the front matter says counts less. */
  instructor?: string
  /** Only say what would happen. */
  isTrial?: boolean
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
  const instructor = await findInstructor(viewer, input.instructor ?? plan.fields.instructor)
  const kept = new Map<string, PublicPicture>()
  const keepPicture = input.isTrial ? lookAtPicture(folder) : keeperOf(viewer, folder, kept)

  const ids = await idsOfLessons(plan)
  const bodies = await finishBodies(plan, (file) => ids.get(file)?.toHexString() ?? '', {
    pictures,
    keepPicture,
    losses,
  })
  const thumbnail = plan.fields.thumbnail === undefined ? null : await keepPicture(plan.fields.thumbnail)
  if (plan.fields.thumbnail !== undefined && (thumbnail === null || 'refused' in thumbnail)) {
    losses.add('pictureMissing', plan.description.path, { detail: plan.fields.thumbnail })
  }
  const report = { slug: plan.slug, lessonCount: plannedLessons(plan).length, pictureCount: kept.size }
  if (input.isTrial) return { ...report, ...NOTHING_SAVED, courseId: null, losses: losses.all }

  const category = await categoryOf(viewer, plan, losses)
  const saved = await saveImportedCourse(viewer, {
    plan,
    bodies,
    ids,
    instructor,
    category,
    thumbnail: thumbnail !== null && 'url' in thumbnail ? thumbnail : null,
  })
  for (const file of saved.withdrawn) losses.add('lessonWithdrawn', file)
  const { withdrawn: _, ...counts } = saved
  return { ...report, ...counts, losses: losses.all }
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

/** The ids lessons have from an earlier import; new ones for new files. Rights are checked when the course is saved. */
async function idsOfLessons(plan: CoursePlan): Promise<Map<string, Types.ObjectId>> {
  const course = await Course.findOne({ slug: plan.slug }).select({ _id: 1 }).lean()
  const rows =
    course === null
      ? []
      : await Lesson.find({ course: course._id, importKey: { $exists: true } })
          .select({ importKey: 1 })
          .lean()
  const known = new Map(rows.map((row) => [row.importKey, row._id]))
  return new Map(
    plannedLessons(plan).map(({ key, path: file }) => [file, known.get(key) ?? new Types.ObjectId()]),
  )
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
