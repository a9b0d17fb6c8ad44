import 'server-only'
import { z } from 'zod'
import { enrollmentCreated, learnerForgotten } from '@/lib/enrollments/events'
import { defineJob } from '@/lib/platform/jobs/define-job'
import { subscribe } from '@/lib/platform/jobs/events'
import { progressErased } from '@/lib/progress/events'
import { reviewChanged } from '@/lib/reviews/events'
import { keepLessonDays, keepRetentions, recountCourse, recountDayOf } from './commands/keeping'

export const keepLessonDaysJob = defineJob({
  name: 'analytics.keepLessonDays',
  payload: z.object({}),
  every: '10 minutes',
  run: (_payload, { viewer }) => keepLessonDays(viewer),
})

export const keepRetentionsJob = defineJob({
  name: 'analytics.keepRetentions',
  payload: z.object({}),
  every: '1 hours',
  run: (_payload, { viewer }) => keepRetentions(viewer),
})

export const countEnrollment = subscribe(
  enrollmentCreated,
  'analytics.countEnrollment',
  (payload, { viewer }) => recountDayOf(viewer, payload),
)

export const countReview = subscribe(reviewChanged, 'analytics.countReview', (payload, { viewer }) =>
  recountDayOf(viewer, payload),
)

export const recountAfterErasing = subscribe(
  progressErased,
  'analytics.recountAfterErasing',
  ({ courseId }, { viewer }) => recountCourse(viewer, { courseId }),
)

export const recountAfterForgetting = subscribe(
  learnerForgotten,
  'analytics.recountAfterForgetting',
  (payload, { viewer }) => recountCourse(viewer, payload),
)
