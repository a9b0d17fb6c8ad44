import { z } from 'zod'
import { operation } from '@/lib/platform/http/operation'
import { objectId } from '@/lib/utils/object-id'
import { COURSE_REASONS } from './constants'
import { LessonMediaChange } from './schema/lesson-media'

export const changeLessonMediaOperation = operation({
  id: 'changeLessonMedia',
  method: 'PUT',
  path: '/api/lessons/{lessonId}/media',
  summary: "Change what stands above a lesson's text in its working copy",
  audience: 'internal',
  auth: 'session',
  params: z.strictObject({ lessonId: objectId }),
  body: LessonMediaChange.omit({ lessonId: true }),
  answers: { 200: z.strictObject({ lessonId: objectId, version: z.int() }) },
  errors: {
    forbidden: [],
    not_found: [],
    conflict: [COURSE_REASONS.inReview, COURSE_REASONS.archived],
    precondition: [COURSE_REASONS.changedMeanwhile],
  },
  limit: 'write',
})

export const operations = [changeLessonMediaOperation]
