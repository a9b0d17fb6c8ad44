import 'server-only'
import { createWriteStream } from 'node:fs'
import { lstat, mkdir, readdir } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Types } from 'mongoose'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { AppError, notFound } from '@/lib/platform/errors'
import { dayOf } from '@/lib/utils/dates'
import { Category } from '@/models/category'
import { Course } from '@/models/course'
import { User } from '@/models/user'
import type { ExportedCopy } from '../constants'
import { courseArchives } from '../lesson-archive'
import { canEditCourse } from '../policy'
import { bodyText, filmOf, lessonText, type ExportContext, type ExportedLesson } from './export-lesson'
import { ExportedMedia, textOf, type FileWriter } from './export-media'
import { addressFrom, nameOf, numbered } from './export-paths'
import { readCopy, type CourseRow } from './exported-copy'
import { matterOf, type Matter } from './matter'

export type ExportReport = {
  folder: string
  lessonCount: number
  fileCount: number
  /** What is named somewhere and could not be written, as `file: what`. */
  lost: string[]
}
type Place = { file: string; lesson: ExportedLesson }
/** A folder of the export with what its `module.md` says and its lessons. */
type Folder = { path: string; title: string; description: string; places: Place[] }

const COURSE_FILE = 'course.md'

/**
 * Writes a course as a folder of Markdown, the way the importer reads it: importing what was exported changes nothing.
 * Its own teachers, admins and the house may; to everybody else there is no such course.
 *
 * @param folder must be new or empty
 * @param copy what learners get, or what its authors have written last
 */
export async function exportCourse(
  viewer: Viewer,
  { slug, folder, copy = 'published' }: { slug: string; folder: string; copy?: ExportedCopy },
): Promise<ExportReport> {
  const course = await findOwnCourse(viewer, { slug })
  const root = path.resolve(folder)
  await requireEmpty(root)
  return { folder: root, ...(await writeCourse(viewer, { course, copy, write: writerInto(root) })) }
}

/** Writes the files of a course one after the other, to wherever `write` puts them. */
export async function writeCourse(
  viewer: Viewer,
  { course: row, copy, write }: { course: CourseRow; copy: ExportedCopy; write: FileWriter },
): Promise<Omit<ExportReport, 'folder'>> {
  const { course, lessons } = await readCopy(row, copy)
  const folders = foldersOf(course, lessons)
  const places = folders.flatMap((each) => each.places)
  const lost: string[] = []
  const media = new ExportedMedia(viewer, write)
  const context: ExportContext = {
    course: course._id,
    copy,
    write,
    media,
    fileOf: new Map(places.map(({ file, lesson }) => [lesson._id.toHexString(), file])),
    timeZone: course.timeZone,
    lost: (file, what) => lost.push(`${file}: ${what}`),
  }
  await write(COURSE_FILE, textOf(await courseText(course, context)))
  for (const { path: name, title, description } of folders)
    await write(`${name}/module.md`, textOf(matterOf({ title, description })))
  for (const { file, lesson } of places) await write(file, textOf(await lessonText(lesson, context)))
  return { lessonCount: places.length, fileCount: media.fileCount, lost }
}

/** @throws not_found to who does not teach it */
export async function findOwnCourse(
  viewer: Viewer,
  named: { slug: string } | { _id: Types.ObjectId },
): Promise<CourseRow> {
  const course = await Course.findOne(named).lean()
  const rights = course && {
    instructor: course.instructor?.toHexString() ?? null,
    coInstructors: course.coInstructors.map((id) => id.toHexString()),
  }
  if (rights === null || !canEditCourse(viewer, rights) || course === null)
    throw notFound('There is no such course.')
  return course
}

async function requireEmpty(root: string): Promise<void> {
  const stats = await lstat(root).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  })
  if (stats === null) return
  if (!stats.isDirectory()) throw new AppError('conflict', `${root} is no folder.`)
  if ((await readdir(root)).length > 0) throw new AppError('conflict', `The folder ${root} is not empty.`)
}

function writerInto(root: string): FileWriter {
  return async (file, bytes) => {
    const target = path.join(root, file)
    await mkdir(path.dirname(target), { recursive: true })
    await pipeline(Readable.from(bytes, { objectMode: false }), createWriteStream(target, { flags: 'wx' }))
  }
}

/** A module is a folder; its sections with a title are folders in it, as the importer reads them. */
function foldersOf(course: CourseRow, lessons: ReadonlyMap<string, ExportedLesson>): Folder[] {
  return course.modules.flatMap((module, index) => {
    const root = numbered(index, course.modules.length, nameOf(module.title, 'module'))
    const own = module.sections.filter(({ title }) => title === '').flatMap(({ lessonIds }) => lessonIds)
    const titled = module.sections.filter(({ title }) => title !== '')
    const folders = titled.map(({ title, lessonIds }, place): Folder => {
      const inner = `${root}/${numbered(place, titled.length, nameOf(title, 'section'))}`
      return { path: inner, title, description: '', places: placesOf(inner, lessonIds, lessons) }
    })
    const { title, description } = module
    return [{ path: root, title, description, places: placesOf(root, own, lessons) }, ...folders]
  })
}

function placesOf(
  folder: string,
  ids: readonly Types.ObjectId[],
  lessons: ReadonlyMap<string, ExportedLesson>,
): Place[] {
  const found = ids.flatMap((id) => lessons.get(id.toHexString()) ?? [])
  return found.map((lesson, index) => {
    const name = path.posix.basename(lesson.importKey ?? '') || nameOf(lesson.title, 'lesson')
    return { file: `${folder}/${numbered(index, found.length, name)}.md`, lesson }
  })
}

async function courseText(course: CourseRow, context: ExportContext): Promise<string> {
  const [category, instructor] = await Promise.all([
    Category.findById(course.category).select({ name: 1 }).lean(),
    User.findById(course.instructor).select({ username: 1 }).lean(),
  ])
  const { title, subtitle, slug, tags, level, language, outcomes, requirements, timeZone } = course
  const matter = matterOf({
    title,
    subtitle,
    slug,
    category: category?.name,
    tags,
    level,
    language,
    price: priceOf(course.price),
    outcomes,
    requirements,
    instructor: instructor?.username,
    thumbnail: await thumbnailOf(course, context),
    ...scheduleOf(course),
    timeZone: timeZone === 'UTC' ? undefined : timeZone,
    trailer: course.trailer ? await filmOf(course.trailer, COURSE_FILE, context) : undefined,
    ...(await archivesOf(course._id, context)),
  })
  return matter + (await bodyText(COURSE_FILE, course.description, context))
}

/** What domains above keep of the whole course. */
async function archivesOf(course: Types.ObjectId, { fileOf }: ExportContext): Promise<Matter> {
  const said: Matter = {}
  for (const { field, write } of courseArchives())
    said[field] = await write(course, (lesson) => {
      const file = fileOf.get(lesson.toHexString())
      return file === undefined ? undefined : addressFrom(COURSE_FILE, file)
    })
  return said
}

function priceOf(price: CourseRow['price']) {
  const { amount = 0, currency = 'EUR' } = price ?? {}
  return amount === 0 && currency === 'EUR' ? 'free' : { amount, currency }
}

async function thumbnailOf({ thumbnail }: CourseRow, { media, lost }: ExportContext) {
  if (!thumbnail) return undefined
  const target = await media.bring({ address: thumbnail.url })
  if (target === null) lost(COURSE_FILE, 'thumbnail')
  return target === null ? undefined : addressFrom(COURSE_FILE, target)
}

/** The last day is the one before the instant at which the course is over. */
function scheduleOf({ startDate, endDate, timeZone }: CourseRow) {
  return {
    startDate: startDate ? dayOf(startDate, timeZone) : undefined,
    endDate: endDate ? dayOf(new Date(endDate.getTime() - 1), timeZone) : undefined,
  }
}
