import { z } from 'zod'
import { AccountAnswer } from '@/lib/accounts/api'
import { ASSIGNMENT_REASONS } from '@/lib/assignments/constants'
import { LessonAnswer } from '@/lib/courses/api/answers'
import { COURSE_REASONS } from '@/lib/courses/constants'
import { NewLesson } from '@/lib/courses/schema/lesson'
import { CourseName, LessonName, LessonUpdate } from '@/lib/courses/schema/programs'
import { ENROLLMENT_REASONS, ENROLLMENT_STATUSES } from '@/lib/enrollments/constants'
import { EXAMPLE } from '@/lib/platform/http/example-ids'
import { operation } from '@/lib/platform/http/operation'
import { moment, pageOf } from '@/lib/platform/http/shapes'
import { objectId } from '@/lib/utils/object-id'
import { PROGRESS_REASONS, STANDINGS } from './constants'
import { StudentsQuery } from './student-schema'

const percent = z.number().min(0).max(100)
const byToken = { audience: 'public', auth: 'bearer' } as const
const { required, none } = ENROLLMENT_REASONS
const { notStarted, lessonNotOpen, lessonNotFinished, quizNotPassed } = PROGRESS_REASONS
const NOT_LEARNING = [required, ENROLLMENT_REASONS.closed, notStarted, lessonNotOpen]

export const getOwnUserOperation = operation({
  ...byToken,
  id: 'getOwnUser',
  method: 'GET',
  path: '/api/users/me',
  summary: 'Read your own account with the courses you learn in',
  scope: 'account:read',
  answers: {
    200: z.strictObject({
      user: AccountAnswer.extend({
        enrolledCourses: z.array(objectId),
        progress: z.record(z.string(), percent),
      }),
    }),
  },
  examples: [{ name: 'Yourself', status: 200 }],
})

const Progress = z.strictObject({
  userId: objectId,
  courseId: objectId,
  completedLessons: z.array(objectId),
  status: z.enum(['inProgress', 'completed']),
  percent,
})

export const getProgressOperation = operation({
  ...byToken,
  id: 'getProgress',
  method: 'GET',
  path: '/api/progress/{courseId}',
  summary: 'Read your progress in a course that you learn in',
  description: 'A course that was completed stays so, also when lessons are added and `percent` falls.',
  scope: 'learning:read',
  params: z.strictObject({ courseId: objectId }),
  answers: { 200: Progress },
  errors: { not_found: [none] },
  examples: [
    { name: 'A course that you learn in', params: { courseId: EXAMPLE.course }, status: 200 },
    { name: 'A course that you do not learn in', params: { courseId: '0'.repeat(24) }, status: 404 },
  ],
})

export const completeLessonOperation = operation({
  ...byToken,
  id: 'completeLesson',
  method: 'POST',
  path: '/api/lessons/{lessonId}/complete',
  summary: 'Mark a lesson as done',
  description:
    'Said again, it changes nothing. A video counts when 90 % of it were watched (409 with `missing` until then), a quiz when ' +
    'it is passed, an assignment when its grade passes.',
  scope: 'learning:write',
  params: LessonName,
  answers: { 200: z.strictObject({ progress: Progress }) },
  errors: {
    forbidden: NOT_LEARNING,
    conflict: [lessonNotFinished, quizNotPassed, ASSIGNMENT_REASONS.onlyByGrade],
    not_found: [none],
  },
  limit: 'write',
  examples: [
    { name: 'A lesson that is open to you', params: { lessonId: EXAMPLE.lesson }, status: 200 },
    { name: 'A lesson that is not there', params: { lessonId: '0'.repeat(24) }, status: 404 },
  ],
})

export const getLessonOperation = operation({
  ...byToken,
  id: 'getLesson',
  method: 'GET',
  path: '/api/lessons/{lessonId}',
  summary: 'Read a lesson',
  description:
    'What you may read: a free lesson without signing in, any that is open to you in a course you learn in, and the working ' +
    'copy (with its version in the ETag) of one that you teach.',
  scope: 'courses:read',
  visitors: true,
  params: LessonName,
  answers: { 200: LessonAnswer },
  errors: { unauthenticated: ['account.sign_in_first'], forbidden: NOT_LEARNING },
  versioned: true,
  examples: [
    { name: 'A lesson that is open to you', params: { lessonId: EXAMPLE.lesson }, status: 200 },
    { name: 'A lesson that is not there', params: { lessonId: '0'.repeat(24) }, status: 404 },
  ],
})

const asAuthor = { ...byToken, scope: 'courses:write' } as const
const author = { forbidden: ['account.not_approved'], precondition: [COURSE_REASONS.changedMeanwhile] }
const locked = [COURSE_REASONS.inReview, COURSE_REASONS.archived]

export const createLessonOperation = operation({
  ...asAuthor,
  id: 'createLesson',
  method: 'POST',
  path: '/api/lessons',
  summary: 'Add a lesson to a course of yours',
  description:
    'Without `moduleId` it joins the last module, which is made when the course has none; without `order` it goes to the ' +
    'end of it. Learners see it once an admin has approved it.',
  body: NewLesson,
  answers: { 201: LessonAnswer },
  errors: { ...author, conflict: [...locked, COURSE_REASONS.full], not_found: [] },
  idempotent: true,
  versioned: true,
  examples: [
    {
      name: 'An article at the end of the first module',
      body: { courseId: EXAMPLE.course, title: 'Zero', content: 'A number that came *late*.' },
      status: 201,
    },
    { name: 'Without a course', body: { title: 'Zero' }, status: 422 },
  ],
})

export const updateLessonOperation = operation({
  ...asAuthor,
  id: 'updateLesson',
  method: 'PATCH',
  path: '/api/lessons/{lessonId}',
  summary: 'Change a lesson of a course of yours',
  params: LessonName,
  body: LessonUpdate,
  answers: { 200: LessonAnswer },
  errors: {
    ...author,
    conflict: locked,
    invalid: [COURSE_REASONS.releaseCircle, COURSE_REASONS.releaseLesson],
  },
  versioned: true,
  examples: [
    {
      name: 'Another title, and free for everybody',
      params: { lessonId: EXAMPLE.lesson },
      body: { title: 'One', isPreview: true },
      status: 200,
    },
  ],
})

export const deleteLessonOperation = operation({
  ...asAuthor,
  id: 'deleteLesson',
  method: 'DELETE',
  path: '/api/lessons/{lessonId}',
  summary: 'Take a lesson out of a course of yours',
  description:
    'Learners lose it with the next publication only; until then it can be brought back in the editor.',
  params: LessonName,
  answers: { 204: null },
  errors: { ...author, conflict: locked },
  versioned: true,
  examples: [{ name: 'A lesson', params: { lessonId: EXAMPLE.lesson }, status: 204 }],
})

export const listStudentsOperation = operation({
  ...byToken,
  id: 'listStudents',
  method: 'GET',
  path: '/api/courses/{id}/students',
  summary: 'List who learns in a course that you teach',
  scope: 'students:read',
  params: CourseName,
  query: StudentsQuery.extend({ limit: z.number().int().min(1).max(100).default(50) }),
  answers: {
    200: pageOf(
      z.strictObject({
        id: objectId,
        username: z.string(),
        fullName: z.string(),
        avatarUrl: z.string().nullable(),
        status: z.enum(ENROLLMENT_STATUSES),
        standing: z.enum(STANDINGS).nullable(),
        isRemoved: z.boolean(),
        percent,
        enrolledAt: moment,
        completedAt: moment.nullable(),
        lastActiveAt: moment,
        lastLesson: z.strictObject({ id: objectId, title: z.string() }).nullable(),
      }),
    ),
  },
  errors: { forbidden: ['account.not_approved'] },
  examples: [
    { name: 'The first two', params: { id: EXAMPLE.course }, query: { limit: '2' }, status: 200 },
    { name: 'Of a course that is not there', params: { id: EXAMPLE.lesson }, status: 404 },
  ],
})

export const operations = [
  getOwnUserOperation,
  getProgressOperation,
  completeLessonOperation,
  getLessonOperation,
  createLessonOperation,
  updateLessonOperation,
  deleteLessonOperation,
  listStudentsOperation,
]
