import { z } from 'zod'
import { isTimeZone } from '@/lib/utils/time-zones'
import { objectId } from '@/lib/utils/object-id'
import {
  ASSIGNMENT_FAULTS as FAULTS,
  ASSIGNMENT_LIMITS as LIMITS,
  COUNTED_GRADES,
  LATE_RULES,
  MISSING_RULES,
  QUEUE_VIEWS,
  SUBMISSION_TYPES,
} from './constants'

const prose = (most: number) =>
  z
    .string()
    .transform((text) => text.replaceAll('\r\n', '\n').trim())
    .pipe(z.string().max(most, 'too_long'))
/** Kept as it stands, spaces included: it is still being written. */
const writing = (most: number) =>
  z
    .string()
    .transform((text) => text.replaceAll('\r\n', '\n'))
    .pipe(z.string().max(most, 'too_long'))
const name = (most: number) => z.string().trim().min(1, 'required').max(most, 'too_long')
const isInHundredths = (points: number) => Number.isInteger(Math.round(points * 1e6) / 1e4)
/** In hundredths at the finest, so that points add up exactly. */
const points = z.number().min(0, 'too_small').max(LIMITS.points, 'too_big').refine(isInHundredths, 'invalid')
const percent = z.int('invalid').min(0, 'too_small').max(100, 'too_big')
/** Names a criterion or a level for ever: grades name it, so a renamed one keeps them. */
const PartId = z.string().regex(/^(?=[a-z]*\d)[a-z0-9]{6,24}$/, 'id')
const differ = (list: readonly { id: string }[]) => new Set(list.map(({ id }) => id)).size === list.length

const Level = z.strictObject({
  id: PartId,
  title: name(LIMITS.levelLength),
  description: prose(LIMITS.descriptionLength).default(''),
  points,
})
export type Level = z.output<typeof Level>

const Criterion = z.strictObject({
  id: PartId,
  title: name(LIMITS.criterionLength),
  description: prose(LIMITS.descriptionLength).default(''),
  levels: z
    .array(Level)
    .min(2, 'too_few')
    .max(LIMITS.levels, 'too_many')
    .refine(
      (levels) => new Set(levels.map(({ title }) => title)).size === levels.length,
      FAULTS.repeatedLevel,
    )
    .refine((levels) => levels.some((level) => level.points > 0), FAULTS.noPoints),
})
export type Criterion = z.output<typeof Criterion>

const Due = z.strictObject({
  day: z.iso.date(),
  time: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'invalid'),
  timeZone: z.string().refine(isTimeZone, 'unknown_time_zone'),
})

/** A form always sends a zone and a time; without a day there is no due date. */
const withoutDay = (due: unknown) =>
  typeof due === 'object' && due !== null && 'day' in due && due.day === '' ? null : due

const fields = {
  /** Markdown. */
  instructions: prose(LIMITS.instructionsLength).default(''),
  due: z.preprocess(withoutDay, Due.nullable()).default(null),
  late: z
    .strictObject({
      rule: z.enum(LATE_RULES),
      /** Of `deducted`: percent of the earned points for each day begun, and what is left at least. */
      percentPerDay: percent.default(10),
      floorPercent: percent.default(0),
    })
    .default({ rule: 'flagged', percentPerDay: 10, floorPercent: 0 }),
  submissionTypes: z
    .array(z.enum(SUBMISSION_TYPES))
    .min(1, 'too_few')
    .max(SUBMISSION_TYPES.length, 'too_many')
    .refine((types) => new Set(types).size === types.length, 'repeated')
    .default(['text']),
  /** The most it gives; with a rubric, the rubric's own maximum counts instead. */
  points: points.min(0.01, 'too_small').default(100),
  passPercent: percent.default(50),
  rubric: z
    .array(Criterion)
    .max(LIMITS.criteria, 'too_many')
    .refine((list) => differ(list) && differ(list.flatMap(({ levels }) => levels)), FAULTS.repeatedId)
    .default([]),
  /** How often it may be handed in without being sent back. */
  attempts: z.int('invalid').min(1, 'too_small').max(LIMITS.attempts, 'too_big').default(1),
  counts: z.enum(COUNTED_GRADES).default('best'),
}

/** What an assignment asks and how it is graded. Points in points, two decimals at most; `due` in the clocks of a named zone. */
export const AssignmentContent = z.strictObject(fields)
export type AssignmentContent = z.output<typeof AssignmentContent>

const version = z.coerce.number().pipe(z.int().min(0))

/** The whole working copy as its author sees it; `version` is the one that was read, 0 before the first. */
export const SaveAssignment = z.strictObject({ ...fields, lessonId: objectId, version })
export type SaveAssignment = z.output<typeof SaveAssignment>

export const LessonReference = z.object({ lessonId: objectId })
export type LessonReference = z.output<typeof LessonReference>

/** What a learner has written so far; a link may be half typed. */
export const SubmissionWords = z.strictObject({
  text: writing(LIMITS.textLength).default(''),
  link: z.string().trim().max(LIMITS.linkLength, 'too_long').default(''),
  version,
})
export type SubmissionWords = z.output<typeof SubmissionWords>

/** Handing in says what was written last as well, so that it works without anything having been saved before. */
export const SaveDraft = z.strictObject({ ...SubmissionWords.shape, lessonId: objectId })
export type SaveDraft = z.output<typeof SaveDraft>

/** A link that is handed in: an address of the web. */
export const SubmittedLink = z
  .url({ protocol: /^https?$/, hostname: z.regexes.domain })
  .max(LIMITS.linkLength)

export const SubmissionFile = z.object({ lessonId: objectId, uploadId: objectId })
export type SubmissionFile = z.output<typeof SubmissionFile>

const comment = prose(LIMITS.commentLength)

/** `choices`: one level of each criterion. `points` is given where there is no rubric, or instead of its sum. */
export const GradeSubmission = z.strictObject({
  submissionId: objectId,
  version,
  choices: z.record(PartId, PartId).default({}),
  points: points.optional(),
  comment: comment.default(''),
  /** Whether the learner sees it at once; else it is held until it is released. */
  isReleased: z.boolean().default(false),
})
export type GradeSubmission = z.output<typeof GradeSubmission>

export const SubmissionReference = z.object({ submissionId: objectId })
export type SubmissionReference = z.output<typeof SubmissionReference>

export const ReleaseGrade = z.strictObject({ submissionId: objectId, version })
export type ReleaseGrade = z.output<typeof ReleaseGrade>

export const ReturnSubmission = z.strictObject({
  submissionId: objectId,
  version,
  comment: comment.pipe(z.string().min(1, 'required')),
})
export type ReturnSubmission = z.output<typeof ReturnSubmission>

/** A teacher's word in place of what was earned, or its end; then `points` is null. */
export const OverrideGrade = z
  .strictObject({
    courseId: objectId,
    lessonId: objectId,
    userId: objectId,
    points: points.optional(),
    isRemoved: z.boolean().default(false),
    reason: name(LIMITS.reasonLength),
  })
  .refine(({ points: given, isRemoved }) => isRemoved || given !== undefined, {
    path: ['points'],
    message: 'required',
  })
  .transform(({ isRemoved, points: given, ...rest }) => ({
    ...rest,
    points: isRemoved ? null : (given ?? null),
  }))
export type OverrideGrade = z.output<typeof OverrideGrade>

/** How the total of a course is made; weights are whole numbers, 1 for a lesson that is not named. */
export const SaveGradeRules = z.strictObject({
  courseId: objectId,
  version,
  missing: z.enum(MISSING_RULES),
  dropLowest: z.int('invalid').min(0, 'too_small').max(100, 'too_big'),
  weights: z.record(objectId, z.int('invalid').min(0, 'too_small').max(LIMITS.weight, 'too_big')).default({}),
})
export type SaveGradeRules = z.output<typeof SaveGradeRules>

const cursor = z.string().min(1).max(1_000)

/** What the address of a queue may say. */
export const QueueQuery = z.object({
  view: z.enum(QUEUE_VIEWS).default('waiting'),
  lesson: objectId.optional(),
  cursor: cursor.optional(),
})
export type QueueQuery = z.output<typeof QueueQuery>

/** What the address of a gradebook may say: `items` is the number of the first shown column. */
export const BookQuery = z.object({
  items: z.coerce.number().pipe(z.int().min(0).max(1_000)).default(0),
  cursor: cursor.optional(),
})
export type BookQuery = z.output<typeof BookQuery>
