import 'server-only'
import { Types } from 'mongoose'
import { requireMember, type Viewer } from '@/lib/platform/auth/viewer'
import { copyCourseFiles, forgetCourseFiles } from '@/lib/media/commands/course-files'
import { toObjectId } from '@/lib/platform/db/object-id'
import { forbidden } from '@/lib/platform/errors'
import { inTransaction } from '@/lib/platform/db/transaction'
import { Course } from '@/models/course'
import { CourseRevision } from '@/models/course-revision'
import { COURSE_LIMITS } from '../constants'
import { lessonParts } from '../lesson-parts'
import { canCreateCourse } from '../policy'
import type { CourseCopy } from '../schema/course'
import type { LessonChoice, LessonCopy } from '../schema/lesson'
import { applyToRows, lessonIdsOf, type ModuleRow } from './applying'
import { requireAuthor } from './authors'
import { withFreeSlug } from './courses'
import { uploadIdsOf } from './imported-media'
import { contentOf } from './lesson-content'
import { full, placeOf } from './outline'
import { placed } from './lessons'
import { changeRevision, detailsOf, type Details } from './revision'
import {
  courseOfLesson,
  readWorkingLessons,
  writeWorkingLessons,
  type LessonUpdate,
  type WorkingLesson,
} from './working-lessons'

/** The same lesson once more, right behind itself. */
export async function duplicateLesson(
  viewer: Viewer,
  { lessonId }: LessonChoice,
): Promise<{ lessonId: string; version: number }> {
  const course = await courseOfLesson(lessonId)
  return copied(viewer, { from: course, to: course, lessonId }, (modules) => {
    const place = placeOf(modules, toObjectId(lessonId))
    return place === null
      ? {}
      : {
          moduleId: place.module._id.toHexString(),
          sectionId: place.section._id.toHexString(),
          order: place.index + 1,
        }
  })
}

/** A lesson of a course that the viewer may write, into a module of another one that they may write. */
export async function copyLesson(
  viewer: Viewer,
  { lessonId, courseId, moduleId, sectionId }: LessonCopy,
): Promise<{ lessonId: string; version: number }> {
  const from = await courseOfLesson(lessonId)
  return copied(viewer, { from, to: toObjectId(courseId), lessonId }, () => ({ moduleId, sectionId }))
}

type Wanted = { moduleId?: string; sectionId?: string; order?: number }

async function copied(
  viewer: Viewer,
  { from, to, lessonId }: { from: Types.ObjectId; to: Types.ObjectId; lessonId: string },
  place: (modules: Parameters<typeof placed>[0]) => Wanted,
): Promise<{ lessonId: string; version: number }> {
  requireAuthor(viewer, await Course.findById(from).select('status instructor coInstructors').lean())
  const [original] = await readWorkingLessons(from, [toObjectId(lessonId)])
  return withCopiedFiles(viewer, original === undefined ? [] : [original], (files) =>
    changeRevision(viewer, { courseId: to.toHexString() }, async (held) => {
      const { revision, edit } = held
      if (lessonIdsOf(revision.modules).length >= COURSE_LIMITS.lessons) throw full()
      const [lesson] = await readWorkingLessons(from, [toObjectId(lessonId)])
      if (lesson === undefined) throw forbidden()
      const copy = new Types.ObjectId()
      const { modules } = placed(revision.modules, copy, { ...place(revision.modules), edit })
      const pairs = [{ from: lesson.lesson, to: copy, course: to }]
      const isElsewhere = !from.equals(to)
      const row = toCopy(lesson, { id: copy, files, keepsRelease: !isElsewhere })
      const lessons = await writeWorkingLessons(held, [row], edit)
      for (const part of lessonParts()) if (part.type === lesson.type) await part.copy(pairs)
      return { modules, lessons, answer: { lessonId: copy.toHexString(), version: edit.version } }
    }),
  )
}

/**
 * A draft of the viewer's own with everything that the course's authors have written, published or not: details, modules,
 * lessons with their files, and what belongs to their types. Learners, ratings and co-instructors stay behind.
 */
export async function duplicateCourse(
  viewer: Viewer,
  { courseId, title }: CourseCopy,
): Promise<{ courseId: string; slug: string }> {
  const owner = requireMember(viewer).userId
  const from = toObjectId(courseId)
  const course = requireAuthor(viewer, await Course.findById(from).lean<Details & AuthoredRow>())
  if (!canCreateCourse(viewer, owner)) throw forbidden()
  const pending = await CourseRevision.findOne({ course: from, isPending: true }).lean<{
    details: Details
    modules: ModuleRow[]
  }>()
  const modules = pending?.modules ?? course.modules
  const details = pending?.details ?? detailsOf(course)
  const lessons = await readWorkingLessons(from, lessonIdsOf(modules))
  const name = title ?? details.title
  return withCopiedFiles(viewer, [...lessons, { trailer: details.trailer }], (files) =>
    withFreeSlug(name, (slug) =>
      inTransaction(async () => {
        const to = new Types.ObjectId()
        const facts = { ...details, title: name, slug, trailer: copyOfTrailer(details.trailer, files) }
        await Course.create([{ _id: to, ...facts, instructor: toObjectId(owner), status: 'draft' }])
        await copyLessons(viewer, { to, details: facts, modules, lessons, files })
        return { courseId: to.toHexString(), slug }
      }),
    ),
  )
}

type AuthoredRow = {
  status: 'draft' | 'inReview' | 'published' | 'archived'
  instructor?: Types.ObjectId | null
  coInstructors: Types.ObjectId[]
  modules: ModuleRow[]
}
type Copies = {
  to: Types.ObjectId
  details: Details
  modules: readonly ModuleRow[]
  lessons: readonly WorkingLesson[]
  files: ReadonlyMap<string, string>
}

async function copyLessons(viewer: Viewer, { to, details, modules, lessons, files }: Copies): Promise<void> {
  const ids = new Map(lessons.map(({ lesson }) => [lesson.toHexString(), new Types.ObjectId()]))
  const idOf = (old: Types.ObjectId) => ids.get(old.toHexString()) ?? old
  await applyToRows(viewer, to, {
    details,
    modules: modules.map((module) => ({
      _id: new Types.ObjectId(),
      title: module.title,
      description: module.description,
      sections: module.sections.map((section) => ({
        _id: new Types.ObjectId(),
        title: section.title,
        subtopics: section.subtopics,
        lessonIds: section.lessonIds.map(idOf),
      })),
    })),
    lessons: lessons.map((lesson) => ({
      ...toCopy(lesson, { id: idOf(lesson.lesson), files, keepsRelease: true, ids }),
      version: 1,
    })),
  })
  for (const part of lessonParts()) {
    const pairs = lessons
      .filter(({ type }) => type === part.type)
      .map(({ lesson }) => ({ from: lesson, to: idOf(lesson), course: to }))
    if (pairs.length > 0) await part.copy(pairs)
  }
}

type As = {
  id: Types.ObjectId
  files: ReadonlyMap<string, string>
  /** A rule that names a lesson means nothing in another course. */
  keepsRelease: boolean
  /** Old id → new one, of the lessons that are copied with it. */
  ids?: ReadonlyMap<string, Types.ObjectId>
}

/** A lesson under a new id, with files of its own; links between lessons that are copied together lead to the copies. */
function toCopy(lesson: WorkingLesson, { id, files, keepsRelease, ids }: As): LessonUpdate {
  const fileOf = (upload: Types.ObjectId | null | undefined) => {
    const copy = upload == null ? undefined : files.get(upload.toHexString())
    return copy === undefined ? null : toObjectId(copy)
  }
  const { video, file, release } = lesson
  const upload = fileOf(file?.upload)
  const after = release?.lesson == null ? null : (ids?.get(release.lesson.toHexString()) ?? release.lesson)
  return {
    ...contentOf(lesson),
    lesson: id,
    removed: null,
    body: lesson.body.replace(/\blesson:([0-9a-f]{24})\b/g, (whole, old: string) => {
      const copy = ids?.get(old)
      return copy === undefined ? whole : `lesson:${copy.toHexString()}`
    }),
    video: video && {
      ...video,
      upload: fileOf(video.upload),
      captions: video.captions.flatMap((each) => {
        const copy = fileOf(each.upload)
        return copy === null ? [] : [{ language: each.language, upload: copy }]
      }) as typeof video.captions,
    },
    file: upload && { upload },
    release:
      release && (keepsRelease || release.rule !== 'afterLesson') ? { ...release, lesson: after } : null,
  }
}

/** The same film from files of the copy's own; their public addresses are made from their content and stay. */
function copyOfTrailer(trailer: Details['trailer'], files: ReadonlyMap<string, string>): Details['trailer'] {
  if (!trailer) return null
  const copyOf = (upload: Types.ObjectId | null | undefined) => {
    const copy = upload == null ? undefined : files.get(upload.toHexString())
    return copy === undefined ? null : toObjectId(copy)
  }
  const upload = copyOf(trailer.upload)
  if (upload === null && trailer.source === 'upload') return null
  const captions = trailer.captions.flatMap((each) => {
    const copy = copyOf(each.upload)
    return copy === null ? [] : [{ language: each.language, url: each.url, upload: copy }]
  })
  return { ...trailer, upload, captions } as Details['trailer']
}

/** Files are copied before the transaction, which may run twice; where it fails, the copies go again. */
async function withCopiedFiles<T>(
  viewer: Viewer,
  holders: readonly Parameters<typeof uploadIdsOf>[0][],
  run: (files: ReadonlyMap<string, string>) => Promise<T>,
): Promise<T> {
  const uploadIds = [...new Set(holders.flatMap(uploadIdsOf))]
  const files =
    uploadIds.length === 0 ? new Map<string, string>() : await copyCourseFiles(viewer, { uploadIds })
  try {
    return await run(files)
  } catch (error) {
    if (files.size > 0) await forgetCourseFiles(viewer, { uploadIds: [...files.values()] })
    throw error
  }
}
