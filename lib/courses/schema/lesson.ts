import { z } from 'zod'
import { objectId } from '@/lib/utils/object-id'
import { LESSON_LIMITS, LESSON_TYPES, RELEASE_RULES } from '../constants'
import { line, prose, title, Version } from './course'
import { Video, webAddress } from './video'

const lessonTitle = title(LESSON_LIMITS.titleLength)
/** Markdown. Links to lessons read `lesson:<id>`. */
const content = prose(LESSON_LIMITS.bodyLength)
const type = z.enum(LESSON_TYPES)

/** A lesson at the end of a module (the last one, where none is named), or at the place `order` of it, from 0. */
export const NewLesson = z.strictObject({
  courseId: objectId,
  title: lessonTitle,
  content: content.optional(),
  type: type.optional(),
  order: z.int().min(0).optional(),
  moduleId: objectId.optional(),
  sectionId: objectId.optional(),
})
export type NewLesson = z.output<typeof NewLesson>

/** When the lesson opens; `null` is with the course. A day is `YYYY-MM-DD` in the course's zone. */
const Release = z.discriminatedUnion('rule', [
  z.strictObject({ rule: z.literal('afterDays'), days: z.int().min(0).max(LESSON_LIMITS.releaseDays) }),
  z.strictObject({ rule: z.literal('onDate'), day: z.iso.date() }),
  z.strictObject({ rule: z.literal('afterLesson'), lessonId: objectId }),
])
export type ReleaseInput = z.output<typeof Release>

/** What is to change of a lesson; `version` is the lesson's. */
export const LessonChange = z.strictObject({
  lessonId: objectId,
  version: Version,
  title: lessonTitle.optional(),
  description: line(LESSON_LIMITS.descriptionLength).optional(),
  content: content.optional(),
  type: type.optional(),
  durationMinutes: z.int().min(0).max(LESSON_LIMITS.minutes).optional(),
  isPreview: z.boolean().optional(),
  isRequired: z.boolean().optional(),
  release: Release.nullable().optional(),
  video: Video.nullable().optional(),
  file: z.strictObject({ uploadId: objectId }).nullable().optional(),
  embed: z.strictObject({ url: webAddress }).nullable().optional(),
})
export type LessonChange = z.output<typeof LessonChange>

/**
 * To the place `index` of a section, counted without the lesson itself. Both modules are named as they were read, so
 * that nobody's change to either is lost; they may be the same.
 */
export const LessonMove = z.strictObject({
  lessonId: objectId,
  from: z.strictObject({ moduleId: objectId, version: Version }),
  to: z.strictObject({
    moduleId: objectId,
    version: Version,
    sectionId: objectId,
    index: z.int().min(0),
  }),
})
export type LessonMove = z.output<typeof LessonMove>

/** `version` is the lesson's. */
export const LessonRemoval = z.strictObject({ lessonId: objectId, version: Version })
export type LessonRemoval = z.output<typeof LessonRemoval>

export const LessonChoice = z.strictObject({ lessonId: objectId })
export type LessonChoice = z.output<typeof LessonChoice>

/** A lesson of an own course into a module of another one, or of the same. */
export const LessonCopy = z.strictObject({
  lessonId: objectId,
  courseId: objectId,
  moduleId: objectId,
  sectionId: objectId.optional(),
})
export type LessonCopy = z.output<typeof LessonCopy>

/** A form with a field for each rule; without a rule the lesson opens with its course. */
const releaseFields = {
  rule: z.enum(RELEASE_RULES).nullable().default(null),
  days: z.int().min(0).max(LESSON_LIMITS.releaseDays).optional(),
  day: z.iso.date().optional(),
  afterLessonId: objectId.optional(),
}
const PART_OF = { afterDays: 'days', onDate: 'day', afterLesson: 'afterLessonId' } as const

type ReleaseFields = z.output<z.ZodObject<typeof releaseFields>>
function requirePart({ rule, ...parts }: ReleaseFields, context: z.core.$RefinementCtx<unknown>): void {
  if (rule === null) return
  const path = PART_OF[rule]
  if (parts[path] === undefined)
    context.addIssue({ code: 'custom', message: 'required', path: [path], input: undefined })
}

/** When a lesson opens, as its form says it. */
export const ReleaseDraft = z.strictObject(releaseFields).superRefine(requirePart)
/** The same with the version of the lesson that it was written over. */
export const ReleaseCall = z.strictObject({ version: Version, ...releaseFields }).superRefine(requirePart)
export const ReleaseChange = z
  .strictObject({ lessonId: objectId, version: Version, ...releaseFields })
  .superRefine(requirePart)
export type ReleaseChange = z.output<typeof ReleaseChange>

/** A place as the one field of a form names it: `module:version:module:version:section:index`, from and to. */
export const LessonPlaceChoice = z.strictObject({
  lessonId: objectId,
  place: z
    .string()
    .regex(/^[0-9a-f]{24}:\d{1,9}:[0-9a-f]{24}:\d{1,9}:[0-9a-f]{24}:\d{1,4}$/, 'unknown_choice'),
})
export type LessonPlaceChoice = z.output<typeof LessonPlaceChoice>
