import { z } from 'zod'
import { operation } from '@/lib/platform/http/operation'
import { objectId } from '@/lib/utils/object-id'
import { COURSE_REASONS } from './constants'
import { CourseChange, PriceChange, SlugQuestion, TrailerChange } from './schema/course'
import { LessonChange, ReleaseCall } from './schema/lesson'

/**
 * What the pages of authors call while somebody types: small, kept alive beyond the page, and outside the queue in which
 * a browser runs its actions. Programs have `/api/courses` and `/api/lessons`.
 */
export const internal = { audience: 'internal', auth: 'session' } as const
/** Of whatever changes a working copy. */
export const REFUSALS = {
  forbidden: ['account.not_approved'],
  not_found: [],
  conflict: [COURSE_REASONS.inReview, COURSE_REASONS.archived],
  precondition: [COURSE_REASONS.changedMeanwhile],
} as const

export const saveCourseOperation = operation({
  ...internal,
  id: 'saveCourseDraft',
  method: 'PATCH',
  path: '/api/authoring/courses/{id}',
  summary: "Save details of a course's working copy",
  params: z.object({ id: objectId }),
  body: CourseChange.omit({ courseId: true }),
  answers: { 200: z.strictObject({ courseId: objectId, version: z.int() }) },
  errors: {
    ...REFUSALS,
    conflict: [...REFUSALS.conflict, COURSE_REASONS.slugTaken, COURSE_REASONS.slugFixed],
  },
})

export const savePriceOperation = operation({
  ...internal,
  id: 'savePrice',
  method: 'PATCH',
  path: '/api/authoring/courses/{id}/price',
  summary: "Save the price of a course's working copy as it is typed",
  params: z.object({ id: objectId }),
  body: PriceChange.omit({ courseId: true }),
  answers: { 200: z.strictObject({ courseId: objectId, version: z.int() }) },
  errors: REFUSALS,
})

export const changeTrailerOperation = operation({
  ...internal,
  id: 'changeTrailer',
  method: 'PUT',
  path: '/api/authoring/courses/{id}/trailer',
  summary: "Change the trailer of a course's working copy",
  params: z.object({ id: objectId }),
  body: TrailerChange.omit({ courseId: true }),
  answers: { 200: z.strictObject({ courseId: objectId, version: z.int() }) },
  errors: REFUSALS,
  limit: 'write',
})

export const saveLessonOperation = operation({
  ...internal,
  id: 'saveLessonDraft',
  method: 'PATCH',
  path: '/api/authoring/lessons/{id}',
  summary: "Save a lesson's working copy",
  params: z.object({ id: objectId }),
  body: LessonChange.omit({ lessonId: true }),
  answers: { 200: z.strictObject({ lessonId: objectId, version: z.int() }) },
  errors: REFUSALS,
})

export const saveReleaseOperation = operation({
  ...internal,
  id: 'saveRelease',
  method: 'PATCH',
  path: '/api/authoring/lessons/{id}/release',
  summary: "Save when a lesson's working copy opens, as its form says it",
  params: z.object({ id: objectId }),
  body: ReleaseCall,
  answers: { 200: z.strictObject({ lessonId: objectId, version: z.int() }) },
  errors: REFUSALS,
})

export const askSlugOperation = operation({
  ...internal,
  id: 'askSlug',
  method: 'GET',
  path: '/api/authoring/slug',
  summary: 'Say whether an address is free for a course',
  query: SlugQuestion,
  answers: { 200: z.strictObject({ isFree: z.boolean() }) },
  errors: { forbidden: ['account.not_approved'] },
})

export const sendThumbnailOperation = operation({
  ...internal,
  id: 'sendThumbnail',
  method: 'POST',
  path: '/api/authoring/courses/{id}/thumbnail',
  summary: "Send a course's picture as a form with a file",
  params: z.object({ id: objectId }),
  body: 'own',
  answers: {
    201: z.strictObject({
      thumbnail: z.strictObject({ url: z.string(), width: z.int(), height: z.int() }),
      version: z.int(),
    }),
    303: null,
  },
  errors: REFUSALS,
  limit: 'upload',
})

export const operations = [
  saveCourseOperation,
  savePriceOperation,
  changeTrailerOperation,
  saveLessonOperation,
  saveReleaseOperation,
  askSlugOperation,
  sendThumbnailOperation,
]
