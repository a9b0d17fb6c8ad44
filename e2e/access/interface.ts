import type { Row } from './matrix'
import { everybody, lessonOf, UNKNOWN_ID, type Scene, type Visitor } from './scene'

/** Calls for programs: each is made with a token of the asker, and again with their cookie, which counts for nothing. */
const PROGRAMS: Row[] = [
  { route: '/api/users/me', address: '/api/users/me', expected: members(200) },
  {
    ...json({}),
    route: '/api/users/[id]',
    method: 'PATCH',
    address: ({ people }) => `/api/users/${people.student.userId}`,
    expected: { ...members(403), admin: 200 },
  },
  {
    ...json({ code: '000000' }),
    route: '/api/users/verify',
    method: 'POST',
    address: '/api/users/verify',
    expected: members(422),
  },
  { route: '/api/courses', address: '/api/courses', expected: everybody(200) },
  {
    ...json({ title: 'Stilts' }),
    route: '/api/courses',
    method: 'POST',
    address: '/api/courses',
    expected: { ...members(201), student: 403 },
  },
  {
    route: '/api/courses/[id]',
    address: ({ learned }) => `/api/courses/${learned.slug}`,
    expected: everybody(200),
  },
  {
    route: '/api/courses/[id]',
    address: ({ draft }) => `/api/courses/${draft.courseId}`,
    expected: { ...everybody(404), instructor: 200, admin: 200 },
  },
  {
    ...json({ subtitle: 'High up' }),
    route: '/api/courses/[id]',
    method: 'PATCH',
    address: ({ draft }) => `/api/courses/${draft.courseId}`,
    expected: { ...members(404), instructor: 200, admin: 200 },
  },
  {
    route: '/api/courses/[id]',
    method: 'DELETE',
    address: ({ learned }) => `/api/courses/${learned.courseId}`,
    expected: { ...members(403), instructor: 409, admin: 409 },
  },
  {
    route: '/api/courses/[id]/submit',
    method: 'POST',
    address: ({ draft }) => `/api/courses/${draft.courseId}/submit`,
    expected: { ...members(404), instructor: 409, admin: 409 },
  },
  {
    route: '/api/courses/[id]/publish',
    method: 'POST',
    address: ({ learned }) => `/api/courses/${learned.courseId}/publish`,
    expected: { ...members(403), admin: 200 },
  },
  {
    ...json({ reason: 'Longer, please.' }),
    route: '/api/courses/[id]/return',
    method: 'POST',
    address: ({ learned }) => `/api/courses/${learned.courseId}/return`,
    expected: { ...members(403), admin: 409 },
  },
  {
    route: '/api/courses/[id]/lessons',
    address: ({ learned }) => `/api/courses/${learned.slug}/lessons`,
    expected: everybody(200),
  },
  {
    route: '/api/courses/[id]/reviews',
    address: ({ learned }) => `/api/courses/${learned.slug}/reviews`,
    expected: everybody(200),
  },
  {
    route: '/api/courses/[id]/students',
    address: ({ learned }) => `/api/courses/${learned.slug}/students`,
    expected: { ...members(403), instructor: 200, admin: 200 },
  },
  {
    ...json(({ open }) => ({ courseId: open.courseId })),
    route: '/api/courses/enroll',
    method: 'POST',
    address: '/api/courses/enroll',
    expected: { ...members(201), instructor: 409 },
  },
  {
    ...json(({ draft }) => ({ courseId: draft.courseId, title: 'Turning' })),
    route: '/api/lessons',
    method: 'POST',
    address: '/api/lessons',
    expected: { ...members(404), instructor: 201, admin: 201 },
  },
  {
    route: '/api/lessons/[lessonId]',
    address: ({ learned }) => `/api/lessons/${lessonOf(learned)}`,
    expected: { ...members(200), otherInstructor: 403 },
  },
  {
    route: '/api/lessons/[lessonId]',
    address: ({ learned }) => `/api/lessons/${lessonOf(learned, 1)}`,
    expected: everybody(200),
  },
  {
    ...json({ title: 'Standing still' }),
    route: '/api/lessons/[lessonId]',
    method: 'PATCH',
    address: ({ draft }) => `/api/lessons/${lessonOf(draft)}`,
    expected: { ...members(404), instructor: 200, admin: 200 },
  },
  {
    route: '/api/lessons/[lessonId]',
    method: 'DELETE',
    address: ({ open }) => `/api/lessons/${lessonOf(open)}`,
    expected: { ...members(403), instructor: 204, admin: 204 },
  },
  {
    route: '/api/lessons/[lessonId]/complete',
    method: 'POST',
    address: ({ learned }) => `/api/lessons/${lessonOf(learned)}/complete`,
    expected: { ...members(403), student: 200 },
  },
  {
    route: '/api/progress/[courseId]',
    address: ({ learned }) => `/api/progress/${learned.courseId}`,
    expected: { ...members(404), student: 200 },
  },
]

/** Calls that ask nobody who they are: the same for all, by token and by cookie. */
const ANYBODY: Row[] = [
  ...['register', 'login', 'refresh'].map((call) => ({
    ...json({}),
    route: `/api/users/${call}`,
    method: 'POST' as const,
    address: `/api/users/${call}`,
    expected: everybody(422),
  })),
  {
    route: '/api/certificates/[serial]',
    address: ({ certificate }) => `/api/certificates/${certificate}`,
    expected: everybody(200),
  },
  { route: '/api/certificates/[serial]', address: '/api/certificates/none', expected: everybody(404) },
]

/** What our own pages call by their cookie, and programs by their token; and what a token does not open. */
const BY_TOKEN: Row[] = [
  { route: '/api/notifications', address: '/api/notifications', expected: members(200) },
  { route: '/api/me/export', address: '/api/me/export', expected: everybody(401) },
  {
    route: '/api/notifications/[id]/read',
    method: 'POST',
    address: `/api/notifications/${UNKNOWN_ID}/read`,
    expected: everybody(401),
  },
]

export const INTERFACE: readonly Row[] = [
  ...[...PROGRAMS, ...ANYBODY, ...BY_TOKEN].map((row) => ({ ...row, isByToken: true as const })),
  ...PROGRAMS.map((row) => ({ ...row, expected: everybody(row.expected.visitor) })),
  ...ANYBODY,
]

function members<T extends Row['expected'][Visitor]>(answer: T): Record<Visitor, T | 401> {
  return { ...everybody(answer), visitor: 401 }
}

function json(content: object | ((scene: Scene) => object)): Pick<Row, 'headers' | 'body'> {
  const headers = { 'content-type': 'application/json' }
  return typeof content === 'function'
    ? { headers, body: (scene) => JSON.stringify(content(scene)) }
    : { headers, body: JSON.stringify(content) }
}
