import 'server-only'
import { Types } from 'mongoose'
import { createTranslator, hasLocale } from 'next-intl'
import { messagesOf } from '@/i18n/messages'
import { routing } from '@/i18n/routing'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { toObjectId } from '@/lib/platform/db/object-id'
import { slugOf } from '@/lib/utils/slug'
import { COURSE_LIMITS } from '../constants'
import { minutesToRead } from '../import/words'
import type { LessonChange, NewLesson, ReleaseChange } from '../schema/lesson'
import { lessonIdsOf } from './applying'
import { embedFields, fileFields, releaseOf, videoFields } from './lesson-fields'
import { forgetUnused } from './lesson-files'
import { full, moduleOf, newSection, placeAt, putLesson } from './outline'
import { changeRevision, type Edit, type EditedModule, type HeldRevision } from './revision'
import { changeLesson, writeWorkingLessons, type LessonUpdate, type WorkingLesson } from './working-lessons'

/**
 * A new lesson at its place of the working copy; where it names no module, in the last one. A course without modules gets
 * its first one, with the name that such a module has in the course's language. How long the lesson takes is reckoned from
 * its text until its author says it.
 *
 * @throws not_found for a module or section that is not there; conflict (`course.full`, `course.in_review`)
 */
export function createLesson(
  viewer: Viewer,
  { courseId, title, content = '', type = 'article', ...place }: NewLesson,
): Promise<{ lessonId: string; moduleId: string; version: number }> {
  return changeRevision(viewer, { courseId }, async (held) => {
    const { revision, edit } = held
    if (lessonIdsOf(revision.modules).length >= COURSE_LIMITS.lessons) throw full()
    const lesson = new Types.ObjectId()
    const row = { ...NEW, lesson, type, title, slug: lessonSlug(title), body: content, ...timeOf(content) }
    const before =
      revision.modules.length === 0 ? [firstModule(revision.details.language, edit)] : revision.modules
    const { modules, moduleId } = placed(before, lesson, { ...place, edit })
    return {
      modules,
      ...(revision.modules.length === 0 && { orderEdit: edit }),
      lessons: await writeWorkingLessons(held, [row], edit),
      answer: { lessonId: lesson.toHexString(), moduleId, version: edit.version },
    }
  })
}

/**
 * Changes a lesson's working copy.
 *
 * @throws precondition (`course.changed_meanwhile`); not_found; invalid with `fields`
 */
export async function updateLesson(
  viewer: Viewer,
  { lessonId, version, ...change }: LessonChange,
): Promise<{ lessonId: string; version: number }> {
  const { before, course, ...answer } = await changeLesson(
    viewer,
    { lessonId, version },
    async (held, lesson) => {
      const update = await withChange(viewer, { held, lesson, change })
      return {
        lessons: await writeWorkingLessons(held, [update], held.edit),
        answer: { lessonId, version: held.edit.version, before: lesson, course: held.course._id },
      }
    },
  )
  if (change.video !== undefined || change.file !== undefined)
    await forgetUnused(viewer, { course, rows: [before] })
  return answer
}

/** When a lesson opens, as a form says it; errors as those of `updateLesson`. */
export function setRelease(
  viewer: Viewer,
  { lessonId, version, rule, days = 0, day = '', afterLessonId = '' }: ReleaseChange,
): Promise<{ lessonId: string; version: number }> {
  const rules = {
    afterDays: { rule: 'afterDays', days },
    onDate: { rule: 'onDate', day },
    afterLesson: { rule: 'afterLesson', lessonId: afterLessonId },
  } as const
  return updateLesson(viewer, { lessonId, version, release: rule === null ? null : rules[rule] })
}

const NEW = {
  description: '',
  video: null,
  file: null,
  embed: null,
  release: null,
  isPreview: false,
  isRequired: true,
  removed: null,
} as const

type Change = Omit<LessonChange, 'lessonId' | 'version'>

async function withChange(
  viewer: Viewer,
  { held, lesson, change }: { held: HeldRevision; lesson: WorkingLesson; change: Change },
): Promise<LessonUpdate> {
  const { content, release, video, file, embed, ...plain } = change
  const given = Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== undefined))
  const isReckoned = lesson.durationMinutes === timeOf(lesson.body).durationMinutes
  return {
    ...lesson,
    ...(content !== undefined && { body: content, ...(isReckoned && timeOf(content)) }),
    ...given,
    ...(change.title !== undefined && { slug: lessonSlug(change.title) }),
    ...(release !== undefined && { release: await releaseOf(held, lesson.lesson, release) }),
    ...(video !== undefined && (await videoFields(viewer, held, video))),
    ...(file !== undefined && { file: await fileFields(viewer, held, file) }),
    ...(embed !== undefined && { embed: embedFields(embed) }),
  }
}

/** A lesson without a text takes no time to read. */
function timeOf(body: string): { durationMinutes: number } {
  return { durationMinutes: body.trim() === '' ? 0 : minutesToRead(body) }
}

function lessonSlug(title: string): string {
  return slugOf(title) || 'lesson'
}

function firstModule(language: string, edit: Edit): EditedModule {
  const locale = hasLocale(routing.locales, language) ? language : routing.defaultLocale
  const t = createTranslator({ locale, messages: messagesOf[locale], namespace: 'teaching.curriculum' })
  const title = t('firstModule')
  return { _id: new Types.ObjectId(), title, description: '', sections: [newSection('')], ...edit }
}

type WantedPlace = { moduleId?: string; sectionId?: string; order?: number; edit: Edit }

/** A module or section that is named must be there: words that lead nowhere are refused. */
export function placed(
  modules: readonly EditedModule[],
  lesson: Types.ObjectId,
  { moduleId, sectionId, order, edit }: WantedPlace,
): { modules: EditedModule[]; moduleId: string } {
  const moduleRow = moduleId === undefined ? modules.at(-1) : moduleOf(modules, moduleId)
  if (moduleRow === undefined) return { modules: [...modules], moduleId: '' }
  if (sectionId !== undefined) toObjectId(sectionId)
  const place =
    sectionId === undefined && order !== undefined ? placeAt(moduleRow, order) : { sectionId, index: order }
  const id = moduleRow._id.toHexString()
  return { modules: putLesson(modules, lesson, { moduleId: id, ...place, edit }), moduleId: id }
}
