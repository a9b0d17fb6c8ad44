import { z } from 'zod'
import { moment } from '@/lib/platform/http/shapes'
import { objectId } from '@/lib/utils/object-id'
import {
  COURSE_LANGUAGES,
  COURSE_LEVELS,
  COURSE_STATUSES,
  LESSON_TYPES,
  RELEASE_RULES,
  REVISION_STATES,
  RUN_STATUSES,
} from '../constants'

/* What the HTTP interface answers of courses and lessons: the shapes of ../dto and ../program-dto as JSON. */

const count = z.number().int().min(0)
const day = z.iso.date()
const money = z.strictObject({ amount: count, currency: z.string() })
const person = z.strictObject({
  username: z.string(),
  fullName: z.string(),
  avatarUrl: z.string().nullable(),
  hasProfile: z.boolean(),
})
const picture = z.strictObject({
  url: z.string(),
  width: z.number().nullable(),
  height: z.number().nullable(),
})

const card = {
  id: objectId,
  slug: z.string(),
  title: z.string(),
  subtitle: z.string(),
  level: z.enum(COURSE_LEVELS),
  language: z.enum(COURSE_LANGUAGES),
  price: money,
  category: z.strictObject({ name: z.string(), slug: z.string(), hue: z.number() }).nullable(),
  instructor: person.nullable(),
  lessonCount: count,
  durationMinutes: count,
  rating: z.strictObject({ average: z.number(), count }),
  thumbnail: picture.nullable(),
  startDate: moment.nullable(),
  timeZone: z.string(),
  runStatus: z.enum(RUN_STATUSES),
}
export const CourseCardAnswer = z.strictObject(card)

const outlineLesson = z.strictObject({
  id: objectId,
  title: z.string(),
  type: z.enum(LESSON_TYPES),
  durationMinutes: count,
  isPreview: z.boolean(),
  isRequired: z.boolean(),
  addedAt: moment,
  release: z
    .strictObject({
      rule: z.enum(RELEASE_RULES),
      days: count.nullable(),
      at: moment.nullable(),
      lessonId: objectId.nullable(),
    })
    .nullable(),
})
const outline = z.array(
  z.strictObject({
    id: objectId,
    title: z.string(),
    description: z.string(),
    sections: z.array(z.strictObject({ id: objectId, title: z.string(), lessons: z.array(outlineLesson) })),
  }),
)

/** Days are `YYYY-MM-DD` in `timeZone`, the last one included. */
const details = z.strictObject({
  title: z.string(),
  slug: z.string(),
  subtitle: z.string(),
  description: z.string(),
  outcomes: z.array(z.string()),
  requirements: z.array(z.string()),
  tags: z.array(z.string()),
  category: z.string().nullable(),
  level: z.enum(COURSE_LEVELS),
  language: z.string(),
  price: money,
  thumbnail: picture.nullable(),
  hasTrailer: z.boolean(),
  startDate: day.nullable(),
  endDate: day.nullable(),
  timeZone: z.string(),
})

const authoring = z.strictObject({
  state: z.enum(REVISION_STATES).nullable(),
  version: count,
  submittedAt: moment.nullable(),
  comment: z.string(),
  details,
  can: z.record(z.string(), z.boolean()),
})

/** A course as everybody meets it; `version` and `authoring` are its authors', and null to everybody else. */
export const courseAnswer = {
  ...card,
  status: z.enum(COURSE_STATUSES),
  description: z.string(),
  outcomes: z.array(z.string()),
  requirements: z.array(z.string()),
  tags: z.array(z.string()),
  instructorBio: z.string(),
  coInstructors: z.array(person),
  trailer: z.looseObject({ source: z.string(), src: z.string().nullable() }).nullable(),
  histogram: z.array(count).length(5),
  publishedAt: moment.nullable(),
  learners: z.strictObject({ value: count, isExact: z.boolean() }),
  endDate: moment.nullable(),
  updatedAt: moment,
  outline,
  can: z.strictObject({ edit: z.boolean() }),
  lessons: z.array(objectId),
  version: count.nullable(),
  authoring: authoring.nullable(),
}

const lessonPlace = {
  id: objectId,
  courseId: objectId,
  moduleId: objectId,
  title: z.string(),
  type: z.enum(LESSON_TYPES),
  order: count,
  durationMinutes: count,
  isPreview: z.boolean(),
  isRequired: z.boolean(),
  version: count.nullable(),
}
export const LessonRowAnswer = z.strictObject({
  ...lessonPlace,
  moduleTitle: z.string(),
  sectionTitle: z.string(),
})

export const LessonAnswer = z.strictObject({
  ...lessonPlace,
  description: z.string(),
  content: z.string(),
  isDone: z.boolean().nullable(),
  videoUrl: z.string().nullable(),
  fileUrl: z.string().nullable(),
  embedUrl: z.string().nullable(),
})
