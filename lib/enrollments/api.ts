import { z } from 'zod'
import { courseAnswer } from '@/lib/courses/api/answers'
import { COURSE_REASONS } from '@/lib/courses/constants'
import { NewCourse } from '@/lib/courses/schema/course'
import { CourseName, CourseUpdate, ProgramReturn, SeenVersion } from '@/lib/courses/schema/programs'
import { EXAMPLE } from '@/lib/platform/http/example-ids'
import { operation } from '@/lib/platform/http/operation'
import { moment } from '@/lib/platform/http/shapes'
import { objectId } from '@/lib/utils/object-id'
import { ENROLLMENT_REASONS, ENROLLMENT_STATUSES } from './constants'
import { Enroll } from './schema'

/** A course, and for its teachers who learns in it: the first 1,000 ids, and how many there are. */
const Course = z.strictObject({
  ...courseAnswer,
  studentsEnrolled: z.array(objectId).nullable(),
  studentsCount: z.number().int().min(0).nullable(),
})

const asAuthor = { audience: 'public', auth: 'bearer', scope: 'courses:write', params: CourseName } as const
const NOT_APPROVED = ['account.not_approved']
const CHANGED = [COURSE_REASONS.changedMeanwhile]
const { inReview, notInReview, archived, slugTaken, slugFixed, notReady, nothingChanged } = COURSE_REASONS

export const getCourseOperation = operation({
  id: 'getCourse',
  method: 'GET',
  path: '/api/courses/{id}',
  summary: 'Read a course by its id or slug',
  description:
    'Everybody gets a published course; its authors get a draft too, with their working copy in `authoring` and its ' +
    '`version` in the ETag. `studentsEnrolled` and `studentsCount` are told to its teachers; `learners` counts in steps.',
  audience: 'public',
  auth: 'bearer',
  visitors: true,
  scope: 'courses:read',
  params: CourseName,
  answers: { 200: Course },
  versioned: true,
  examples: [
    { name: 'By its slug', params: { id: EXAMPLE.courseSlug }, status: 200 },
    { name: 'By its id', params: { id: EXAMPLE.course }, status: 200 },
    { name: 'A course that is not there', params: { id: '0'.repeat(24) }, status: 404 },
  ],
})

export const createCourseOperation = operation({
  id: 'createCourse',
  method: 'POST',
  path: '/api/courses',
  summary: 'Begin a course of your own',
  description:
    'A draft, which you fill by `POST /api/lessons` and then submit. An admin may begin one for an `instructor`, named by ' +
    'their username.',
  audience: 'public',
  auth: 'bearer',
  scope: 'courses:write',
  body: NewCourse,
  answers: { 201: Course },
  errors: {
    forbidden: NOT_APPROVED,
    conflict: [slugTaken],
    invalid: [
      COURSE_REASONS.unknownCategory,
      COURSE_REASONS.unknownInstructor,
      COURSE_REASONS.endsBeforeStart,
    ],
  },
  idempotent: true,
  versioned: true,
  examples: [
    {
      name: 'A course in English for beginners',
      body: { title: 'Counting without fear', level: 'Beginner', language: 'en', tags: ['numbers'] },
      status: 201,
    },
    { name: 'Without a title', body: { description: 'About numbers.' }, status: 422 },
  ],
})

export const updateCourseOperation = operation({
  ...asAuthor,
  id: 'updateCourse',
  method: 'PATCH',
  path: '/api/courses/{id}',
  summary: 'Change the details of a course',
  description:
    'The change is made to the working copy; learners see it once an admin has approved it. With an `If-Match` (or ' +
    '`version`) it is refused where somebody changed the details since.',
  body: CourseUpdate,
  answers: { 200: Course },
  errors: {
    forbidden: NOT_APPROVED,
    conflict: [inReview, archived, slugTaken, slugFixed],
    precondition: CHANGED,
  },
  versioned: true,
  examples: [
    {
      name: 'Another subtitle',
      params: { id: EXAMPLE.course },
      body: { subtitle: 'From zero to where they end' },
      status: 200,
    },
  ],
})

export const deleteCourseOperation = operation({
  ...asAuthor,
  id: 'deleteCourse',
  method: 'DELETE',
  path: '/api/courses/{id}',
  summary: 'Delete a course that nobody ever enrolled in',
  answers: { 204: null },
  errors: { forbidden: NOT_APPROVED, conflict: [COURSE_REASONS.hasLearners] },
  examples: [{ name: 'One that people learn in', params: { id: EXAMPLE.course }, status: 409 }],
})

export const submitCourseOperation = operation({
  ...asAuthor,
  id: 'submitCourse',
  method: 'POST',
  path: '/api/courses/{id}/submit',
  summary: 'Hand a course in for review',
  description:
    'It is locked until an admin has published it or sent it back. Needs a proven mail address, and of the course a ' +
    'description, a category, a tag, and lessons that have what their type needs.',
  body: SeenVersion,
  answers: { 200: Course },
  errors: {
    forbidden: [...NOT_APPROVED, 'account.unverified'],
    conflict: [inReview, notReady, nothingChanged, archived],
    precondition: CHANGED,
  },
  examples: [{ name: 'Where nothing has changed', params: { id: EXAMPLE.course }, body: {}, status: 409 }],
})

const asAdmin = { ...asAuthor, scope: 'admin' } as const

export const publishCourseOperation = operation({
  ...asAdmin,
  id: 'publishCourse',
  method: 'POST',
  path: '/api/courses/{id}/publish',
  summary: 'Approve what was handed in and publish it (admins)',
  description: 'With `version` (of `authoring`) exactly that one is approved, else the one that waits now.',
  body: SeenVersion,
  answers: { 200: Course },
  errors: {
    forbidden: ['account.unverified'],
    conflict: [notInReview, COURSE_REASONS.noLessons],
    precondition: CHANGED,
  },
  examples: [
    { name: 'One that is published already', params: { id: EXAMPLE.course }, body: {}, status: 200 },
  ],
})

export const returnCourseOperation = operation({
  ...asAdmin,
  id: 'returnCourse',
  method: 'POST',
  path: '/api/courses/{id}/return',
  summary: 'Send a course back to its authors with a reason (admins)',
  body: ProgramReturn,
  answers: { 200: Course },
  errors: {
    forbidden: [...NOT_APPROVED, 'account.unverified'],
    conflict: [notInReview],
    precondition: CHANGED,
  },
  examples: [
    {
      name: 'That nobody handed in',
      params: { id: EXAMPLE.course },
      body: { reason: 'The second lesson has no text yet.' },
      status: 409,
    },
  ],
})

export const enrollOperation = operation({
  id: 'enroll',
  method: 'POST',
  path: '/api/courses/enroll',
  summary: 'Enrol yourself in a free course',
  description: '201 the first time; again, or after leaving, 200 with the same enrolment.',
  audience: 'public',
  auth: 'bearer',
  scope: 'learning:write',
  body: Enroll,
  answers: Object.fromEntries(
    [200, 201].map((status) => [
      status,
      z.strictObject({
        enrollment: z.strictObject({
          id: objectId,
          courseId: objectId,
          status: z.enum(ENROLLMENT_STATUSES),
          progress: z.number().min(0).max(100),
          enrolledAt: moment,
          completedAt: moment.nullable(),
          lastAccessedAt: moment,
          lastLessonId: objectId.nullable(),
        }),
      }),
    ]),
  ),
  errors: {
    not_found: [],
    forbidden: [ENROLLMENT_REASONS.removed],
    conflict: [ENROLLMENT_REASONS.closed, ENROLLMENT_REASONS.paid, ENROLLMENT_REASONS.ownCourse],
  },
  limit: 'enroll',
  idempotent: true,
  examples: [
    { name: 'The first time', body: { courseId: EXAMPLE.openCourse }, status: 201 },
    { name: 'Again', body: { courseId: EXAMPLE.course }, status: 200 },
    { name: 'An id that is none', body: { courseId: 'numbers' }, status: 422 },
  ],
})

export const operations = [
  getCourseOperation,
  createCourseOperation,
  updateCourseOperation,
  deleteCourseOperation,
  submitCourseOperation,
  publishCourseOperation,
  returnCourseOperation,
  enrollOperation,
]
