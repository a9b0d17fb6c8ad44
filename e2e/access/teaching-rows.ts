import { UNKNOWN_ID, lessonOf, type Scene } from './scene'
import type { Row } from './matrix'

/** Who teaches here at all; `instructor` teaches the courses of the scene, `otherInstructor` none of them. */
const TEACHERS = {
  student: 403,
  instructor: 200,
  otherInstructor: 200,
  admin: 200,
  visitor: '→ /login?next={address}',
} as const
const AUTHORS = { ...TEACHERS, otherInstructor: 403 } as const
/** A draft of somebody else is not there. */
const AUTHORS_OF_DRAFT = { ...AUTHORS, student: 404, otherInstructor: 404 } as const
const NOBODY = { ...TEACHERS, student: 404, instructor: 404, otherInstructor: 404, admin: 404 } as const
const COURSE = '/instructor/courses/[id]'
const LESSON = `${COURSE}/lessons/[lessonId]`

const of = (route: string, name: 'open' | 'draft') => (scene: Scene) =>
  route.replace('[id]', scene[name].courseId).replace('[lessonId]', lessonOf(scene[name]))

const PARTS = ['/details', '/curriculum', '/curriculum/copy', '/pricing', '/publish'].map(
  (part) => COURSE + part,
)

/** The pages of who writes courses. */
export const TEACHING_PAGES: Row[] = [
  { route: '/instructor', address: '/instructor', expected: TEACHERS },
  { route: '/instructor/courses', address: '/instructor/courses', expected: TEACHERS },
  { route: '/instructor/courses/new', address: '/instructor/courses/new', expected: TEACHERS },
  {
    route: COURSE,
    address: of(COURSE, 'open'),
    expected: { ...AUTHORS, instructor: '→ {here}/curriculum', admin: '→ {here}/curriculum' },
  },
  ...[...PARTS, LESSON, `${LESSON}/preview`].flatMap((route): Row[] => [
    { route, address: of(route, 'open'), expected: AUTHORS },
    { route, address: of(route, 'draft'), expected: AUTHORS_OF_DRAFT },
  ]),
  // No lesson of the scene is a quiz: who may write the course finds none there.
  {
    route: `${LESSON}/regrade`,
    address: of(`${LESSON}/regrade`, 'open'),
    expected: { ...AUTHORS, instructor: 404, admin: 404 },
  },
  { route: `${COURSE}/details`, address: `/instructor/courses/${UNKNOWN_ID}/details`, expected: NOBODY },
  {
    route: '/admin/courses/[courseId]',
    address: ({ draft }) => `/admin/courses/${draft.courseId}`,
    expected: { ...TEACHERS, instructor: 403, otherInstructor: 403 },
  },
]

const JSON_OF = (body: object) => ({
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
})
/** A version that nothing has: who may write is told that it changed meanwhile. */
const STALE_VERSION = 999_999_999
const OTHER_TRAILER = { source: 'link', url: 'https://example.org/film', durationSeconds: 0 }
const STALE = JSON_OF({ version: STALE_VERSION, title: 'Another title' })
const WRITERS = { visitor: 401, student: 403, instructor: 412, otherInstructor: 403, admin: 412 } as const
const NO_PICTURE = {
  headers: { 'content-type': 'multipart/form-data; boundary=x' },
  body: '--x\r\ncontent-disposition: form-data; name="file"; filename="me.png"\r\n\r\nno picture\r\n--x--\r\n',
}

/** What those pages call while somebody types. */
export const TEACHING_CALLS: Row[] = [
  {
    route: '/api/authoring/courses/[id]',
    method: 'PATCH',
    address: ({ open }) => `/api/authoring/courses/${open.courseId}`,
    ...STALE,
    expected: WRITERS,
  },
  {
    route: '/api/authoring/courses/[id]/trailer',
    method: 'PUT',
    address: ({ open }) => `/api/authoring/courses/${open.courseId}/trailer`,
    ...JSON_OF({ version: STALE_VERSION, change: null, before: OTHER_TRAILER }),
    expected: WRITERS,
  },
  {
    route: '/api/authoring/courses/[id]/price',
    method: 'PATCH',
    address: ({ open }) => `/api/authoring/courses/${open.courseId}/price`,
    ...JSON_OF({ version: STALE_VERSION, amount: '19.50', currency: 'EUR' }),
    expected: WRITERS,
  },
  {
    route: '/api/authoring/lessons/[id]/release',
    method: 'PATCH',
    address: ({ open }) => `/api/authoring/lessons/${lessonOf(open)}/release`,
    ...JSON_OF({ version: STALE_VERSION, rule: null }),
    expected: WRITERS,
  },
  {
    route: '/api/authoring/lessons/[id]',
    method: 'PATCH',
    address: ({ open }) => `/api/authoring/lessons/${lessonOf(open)}`,
    ...STALE,
    expected: WRITERS,
  },
  {
    route: '/api/authoring/courses/[id]/thumbnail',
    method: 'POST',
    address: ({ open }) => `/api/authoring/courses/${open.courseId}/thumbnail`,
    ...NO_PICTURE,
    expected: { ...WRITERS, instructor: 415, admin: 415 },
  },
  {
    route: '/api/authoring/slug',
    address: '/api/authoring/slug?slug=anything',
    expected: { visitor: 401, student: 403, instructor: 200, otherInstructor: 200, admin: 200 },
  },
]
