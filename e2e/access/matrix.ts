import { INTERFACE } from './interface'
import { everybody, lessonOf, UNKNOWN_ID, type Scene, type Visitor } from './scene'
import { GRADING_CALLS, GRADING_PAGES } from './assignment-rows'
import { quizRows } from './quiz-rows'
import { TEACHING_CALLS, TEACHING_PAGES } from './teaching-rows'

/** A status, or the address that is led to. */
export type Answer = number | `→ ${string}`
export type Row = {
  /** As the folder under app/ says it, without locale and groups; complete.spec.ts holds the table to app/. */
  route: string
  method?: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  address: string | ((scene: Scene) => string)
  expected: Record<Visitor, Answer>
  /** The answer goes on while the page is open: only its beginning is looked at. */
  isStream?: true
  /** What is sent along; a form of a browser says its origin by itself. */
  headers?: Record<string, string>
  body?: string | ((scene: Scene) => string)
  /** Asked as a program does, with a token instead of the cookie. */
  isByToken?: true
}

const PUBLIC = everybody(200)
const MISSING = everybody(404)
/** For who is signed in; others sign in first and come back. */
const MEMBERS = (next: string) => asked(next, 200)
const ADMINS = (next: string) => ({ ...asked(next, 403), admin: 200 as const })
const VISITORS_ONLY = { ...everybody('→ /dashboard'), visitor: 200 } as const
/** A form with a file as the settings send it, which holds no picture. */
const NO_PICTURE = {
  headers: { 'content-type': 'multipart/form-data; boundary=x' },
  body: '--x\r\ncontent-disposition: form-data; name="file"; filename="me.png"\r\n\r\nno picture\r\n--x--\r\n',
}
/** In order, and nobody's. */
const UNKNOWN_SERIAL = 'K3M9-QTX2-7BVD-4HFA'
const JSON_BODY = { headers: { 'content-type': 'application/json' }, body: '{}' }
/** The first word of a player. */
const WATCHING = {
  headers: JSON_BODY.headers,
  body: JSON.stringify({
    session: 'session-1',
    sequence: 1,
    isStart: true,
    isPlaying: true,
    rate: 1,
    position: 0,
    played: [],
  }),
}

function asked(next: string, answer: Answer): Record<Visitor, Answer> {
  return { ...everybody(answer), visitor: `→ /login?next=${encodeURIComponent(next)}` }
}

/** Whoever sends for courses is told that there is none of this name. */
const NO_UPLOAD = { ...everybody(404), visitor: 401, student: 403 } as const

type CourseName = 'learned' | 'open' | 'upcoming' | 'draft' | 'archived' | 'paid'

/** A learner's page of one course; `{slug}` and `{lesson}` in the address are the course's own. */
function learning(route: string, name: CourseName, members: Omit<Record<Visitor, Answer>, 'visitor'>): Row {
  const address = (scene: Scene) =>
    route.replace('[slug]', scene[name].slug).replace('[lessonId]', lessonOf(scene[name]))
  return { route, address, expected: { ...members, visitor: '→ /login?next={address}' } }
}

const HOME = '/learn/[slug]'
const LESSON = '/learn/[slug]/[lessonId]'
const LEDGER = '/learn/[slug]/progress'
const NOTES = '/learn/[slug]/notes'
const ANNOUNCEMENTS = '/learn/[slug]/announcements'
const TEACHERS = { student: 403, instructor: 200, otherInstructor: 403, admin: 200 } as const
const LEARNERS = { ...TEACHERS, student: 200 } as const
/** Who is not enrolled is led to where one enrols: the public page of the course in the address. */
const ENROLLED = { ...LEARNERS, otherInstructor: '→ {course}' } as const
const NOBODY_YET = { ...ENROLLED, student: '→ {course}' } as const
/** Who may not know of it is told nothing. */
const HIDDEN = { student: 404, instructor: 200, otherInstructor: 404, admin: 200 } as const

/** A page of a course for who teaches it; the course and the student in the address are of the scene. */
function taught(route: string, name: CourseName, members: Omit<Record<Visitor, Answer>, 'visitor'>): Row {
  const address = (scene: Scene) =>
    route.replace('[id]', scene[name].courseId).replace('[userId]', scene.people.student.userId)
  return { route, address, expected: { ...members, visitor: '→ /login?next={address}' } }
}
const TAUGHT = '/instructor/courses/[id]'
const GONE = { student: 403, instructor: 404, otherInstructor: 403, admin: 404 } as const

const PAGES: Row[] = [
  { route: '/', address: '/', expected: PUBLIC },
  { route: '/farewell', address: '/?farewell=1', expected: PUBLIC },
  { route: '/farewell', address: '/farewell', expected: everybody('→ /') },
  { route: '/courses', address: '/courses', expected: PUBLIC },
  { route: '/catalogue', address: '/courses?level=Beginner', expected: PUBLIC },
  { route: '/catalogue', address: '/catalogue', expected: everybody('→ /courses') },
  { route: '/courses/[slug]', address: ({ open }) => `/courses/${open.slug}`, expected: PUBLIC },
  { route: '/courses/[slug]', address: ({ draft }) => `/courses/${draft.slug}`, expected: MISSING },
  { route: '/courses/[slug]', address: ({ archived }) => `/courses/${archived.slug}`, expected: MISSING },
  { route: '/courses/[slug]', address: '/courses/no-such-course', expected: MISSING },
  {
    route: '/courses/[slug]/preview/[lessonId]',
    address: ({ open }) => `/courses/${open.slug}/preview/${lessonOf(open, 1)}`,
    expected: PUBLIC,
  },
  {
    route: '/courses/[slug]/preview/[lessonId]',
    address: ({ open }) => `/courses/${open.slug}/preview/${lessonOf(open)}`,
    expected: MISSING,
  },
  {
    route: '/courses/[slug]/preview/[lessonId]',
    address: ({ draft }) => `/courses/${draft.slug}/preview/${lessonOf(draft, 1)}`,
    expected: MISSING,
  },
  {
    route: '/courses/[slug]/preview/[lessonId]',
    address: ({ open, learned }) => `/courses/${open.slug}/preview/${lessonOf(learned, 1)}`,
    expected: MISSING,
  },
  {
    route: '/courses/[slug]/preview/[lessonId]/frame',
    address: ({ open }) => `/courses/${open.slug}/preview/${lessonOf(open, 1)}/frame`,
    expected: everybody('→ {above}'),
  },
  {
    route: '/courses/[slug]/preview/[lessonId]/frame',
    address: ({ draft }) => `/courses/${draft.slug}/preview/${lessonOf(draft, 1)}/frame`,
    expected: MISSING,
  },
  {
    route: '/courses/[slug]/reviews',
    address: ({ open }) => `/courses/${open.slug}/reviews?stars=5&sort=newest`,
    expected: PUBLIC,
  },
  {
    route: '/courses/[slug]/reviews',
    address: ({ open }) => `/courses/${open.slug}/reviews?cursor=nothing`,
    expected: MISSING,
  },
  {
    route: '/courses/[slug]/reviews',
    address: ({ draft }) => `/courses/${draft.slug}/reviews`,
    expected: MISSING,
  },
  { route: '/courses/category/[slug]', address: '/courses/category/technology', expected: PUBLIC },
  { route: '/courses/category/[slug]', address: '/courses/category/none', expected: MISSING },
  {
    route: '/certificates/[serial]',
    address: ({ certificate }) => `/certificates/${certificate}`,
    expected: PUBLIC,
  },
  {
    route: '/certificates/[serial]',
    address: ({ certificate }) => `/certificates/${certificate.toLowerCase().replaceAll('-', '')}`,
    expected: everybody('→ {certificate}'),
  },
  {
    route: '/certificates/[serial]',
    address: ({ revokedCertificate }) => `/certificates/${revokedCertificate}`,
    expected: PUBLIC,
  },
  { route: '/certificates/[serial]', address: `/certificates/${UNKNOWN_SERIAL}`, expected: MISSING },
  { route: '/certificates/[serial]', address: '/certificates/no-serial', expected: MISSING },
  {
    route: '/certificates/[serial]/pdf',
    address: ({ certificate }) => `/certificates/${certificate}/pdf`,
    expected: PUBLIC,
  },
  {
    route: '/certificates/[serial]/pdf',
    address: ({ revokedCertificate }) => `/certificates/${revokedCertificate}/pdf`,
    expected: everybody(409),
  },
  { route: '/certificates/[serial]/pdf', address: `/certificates/${UNKNOWN_SERIAL}/pdf`, expected: MISSING },
  {
    route: '/certificates/[serial]/badge.json',
    address: ({ certificate }) => `/certificates/${certificate}/badge.json`,
    expected: PUBLIC,
  },
  {
    route: '/certificates/[serial]/badge.json',
    address: ({ revokedCertificate }) => `/certificates/${revokedCertificate}/badge.json`,
    expected: PUBLIC,
  },
  {
    route: '/certificates/[serial]/badge.json',
    address: '/certificates/no-serial/badge.json',
    expected: MISSING,
  },
  { route: '/instructors', address: '/instructors', expected: PUBLIC },
  { route: '/legal/privacy', address: '/legal/privacy', expected: PUBLIC },
  { route: '/legal/terms', address: '/legal/terms', expected: PUBLIC },
  { route: '/docs/api', address: '/docs/api', expected: PUBLIC },
  { route: '/u/[username]', address: ({ people }) => `/u/${people.student.username}`, expected: PUBLIC },
  { route: '/u/[username]', address: '/u/nobody-at-all', expected: MISSING },
  { route: '/problem/[name]', address: '/problem/forbidden', expected: MISSING },
  { route: '/problem/error', address: '/problem/error', expected: MISSING },

  { route: '/login', address: '/login', expected: VISITORS_ONLY },
  { route: '/register', address: '/register', expected: VISITORS_ONLY },
  { route: '/forgot-password', address: '/forgot-password', expected: PUBLIC },
  { route: '/reset-password', address: '/reset-password', expected: PUBLIC },
  {
    route: '/verify-email',
    address: '/verify-email',
    expected: { ...everybody('→ /dashboard'), visitor: '→ /login?next=%2Fverify-email' },
  },

  { route: '/dashboard', address: '/dashboard', expected: MEMBERS('/dashboard') },
  learning(HOME, 'learned', ENROLLED),
  learning(LESSON, 'learned', ENROLLED),
  learning(HOME, 'open', NOBODY_YET),
  learning(LESSON, 'open', NOBODY_YET),
  learning(HOME, 'paid', NOBODY_YET),
  learning(HOME, 'upcoming', ENROLLED),
  // A learner is told when it opens, and nothing of it.
  learning(LESSON, 'upcoming', ENROLLED),
  learning(HOME, 'archived', LEARNERS),
  learning(LESSON, 'archived', LEARNERS),
  learning(ANNOUNCEMENTS, 'learned', ENROLLED),
  learning(ANNOUNCEMENTS, 'open', NOBODY_YET),
  learning(ANNOUNCEMENTS, 'draft', HIDDEN),
  learning(NOTES, 'learned', ENROLLED),
  learning(NOTES, 'open', NOBODY_YET),
  learning(NOTES, 'draft', HIDDEN),
  learning(LEDGER, 'learned', ENROLLED),
  learning(LEDGER, 'open', NOBODY_YET),
  learning(LEDGER, 'draft', HIDDEN),
  learning(HOME, 'draft', HIDDEN),
  learning(LESSON, 'draft', HIDDEN),
  {
    route: LESSON,
    address: ({ learned, draft }) => `/learn/${learned.slug}/${lessonOf(draft)}`,
    expected: {
      visitor: '→ /login?next={address}',
      student: 404,
      instructor: 404,
      otherInstructor: '→ {course}',
      admin: 404,
    },
  },
  {
    route: HOME,
    address: '/learn/no-such-course',
    expected: { ...MISSING, visitor: '→ /login?next={address}' },
  },

  // Nobody joins by an address alone: without the form's sealed wish it leads to the course's page.
  { route: '/join/[slug]', address: ({ open }) => `/join/${open.slug}`, expected: everybody('→ {course}') },

  { route: '/settings/profile', address: '/settings/profile', expected: MEMBERS('/settings/profile') },
  { route: '/settings/account', address: '/settings/account', expected: MEMBERS('/settings/account') },
  { route: '/settings/security', address: '/settings/security', expected: MEMBERS('/settings/security') },
  { route: '/settings/privacy', address: '/settings/privacy', expected: MEMBERS('/settings/privacy') },
  {
    route: '/settings/notifications',
    address: '/settings/notifications',
    expected: MEMBERS('/settings/notifications'),
  },
  { route: '/notifications', address: '/notifications', expected: MEMBERS('/notifications') },
  {
    route: '/unsubscribe',
    address: ({ unsubscribeToken }) => `/unsubscribe?token=${unsubscribeToken}`,
    expected: PUBLIC,
  },
  { route: '/unsubscribe', address: '/unsubscribe?token=forged', expected: PUBLIC },

  {
    route: '/instructor/courses/import',
    address: '/instructor/courses/import',
    expected: { ...asked('/instructor/courses/import', 200), student: 403 },
  },
  {
    route: '/instructor/courses/import',
    address: `/instructor/courses/import?import=${UNKNOWN_ID}`,
    expected: { ...asked(`/instructor/courses/import?import=${UNKNOWN_ID}`, 404), student: 403 },
  },
  ...[
    `${TAUGHT}/students`,
    `${TAUGHT}/announcements`,
    `${TAUGHT}/announcements/new`,
    `${TAUGHT}/analytics`,
  ].flatMap((route) => [taught(route, 'learned', TEACHERS), taught(route, 'draft', HIDDEN)]),
  taught(`${TAUGHT}/students/[userId]`, 'learned', TEACHERS),
  // The student of the scene does not learn in it.
  taught(`${TAUGHT}/students/[userId]`, 'open', GONE),
  {
    ...taught(`${TAUGHT}/announcements/[announcementId]`, 'learned', GONE),
    address: ({ learned }) => `/instructor/courses/${learned.courseId}/announcements/${UNKNOWN_ID}`,
  },
  ...GRADING_PAGES,
  ...TEACHING_PAGES,
  { route: '/admin/courses', address: '/admin/courses', expected: ADMINS('/admin/courses') },
  { route: '/admin/instructors', address: '/admin/instructors', expected: ADMINS('/admin/instructors') },
  { route: '/admin/certificates', address: '/admin/certificates', expected: ADMINS('/admin/certificates') },
  { route: '/admin/webhooks', address: '/admin/webhooks', expected: ADMINS('/admin/webhooks') },
  {
    route: '/admin/webhooks/[webhookId]',
    address: ({ webhook }) => `/admin/webhooks/${webhook.webhookId}`,
    expected: ADMINS('{address}'),
  },
  {
    route: '/admin/webhooks/[webhookId]',
    address: `/admin/webhooks/${UNKNOWN_ID}`,
    expected: { ...ADMINS('{address}'), admin: 404 },
  },
  {
    route: '/admin/webhooks/[webhookId]/deliveries/[deliveryId]',
    address: ({ webhook }) => `/admin/webhooks/${webhook.webhookId}/deliveries/${webhook.deliveryId}`,
    expected: ADMINS('{address}'),
  },
  {
    route: '/admin/webhooks/[webhookId]/deliveries/[deliveryId]',
    address: ({ webhook }) => `/admin/webhooks/${UNKNOWN_ID}/deliveries/${webhook.deliveryId}`,
    expected: { ...ADMINS('{address}'), admin: 404 },
  },
  { route: '/admin/system', address: '/admin/system', expected: ADMINS('/admin/system') },
  {
    route: '/admin/system/letters/[letterId]',
    address: ({ letterId }) => `/admin/system/letters/${letterId}`,
    expected: ADMINS('{address}'),
  },
  {
    route: '/admin/system/letters/[letterId]',
    address: `/admin/system/letters/${UNKNOWN_ID}`,
    expected: { ...ADMINS('{address}'), admin: 404 },
  },
]

const MACHINES: Row[] = [
  { route: '/api/health', address: '/api/health', expected: PUBLIC },
  { route: '/api/ready', address: '/api/ready', expected: PUBLIC },
  { route: '/api/openapi.json', address: '/api/openapi.json', expected: PUBLIC },
  { route: '/sitemap.xml', address: '/sitemap.xml', expected: PUBLIC },
  { route: '/sitemap/[name]', address: '/sitemap/pages.xml', expected: PUBLIC },
  { route: '/sitemap/[name]', address: '/sitemap/courses-999.xml', expected: MISSING },
  { route: '/robots.txt', address: '/robots.txt', expected: PUBLIC },
  { route: '/.well-known/did.json', address: '/.well-known/did.json', expected: PUBLIC },
  {
    route: '/api/certificates/status/[list]',
    address: '/api/certificates/status/2026',
    expected: PUBLIC,
  },
  {
    route: '/api/certificates/status/[list]',
    address: '/api/certificates/status/none',
    expected: MISSING,
  },

  {
    route: '/api/courses/[id]/picture/[file]',
    address: ({ draft }) => `/api/courses/${draft.slug}/picture/${'0'.repeat(32)}.png`,
    expected: MISSING,
  },
  {
    route: '/api/courses/[id]/picture/[file]',
    address: ({ open }) => `/api/courses/${open.slug}/picture/no-picture.png`,
    expected: MISSING,
  },
  ...GRADING_CALLS,
  ...TEACHING_CALLS,
  { route: '/api/me/shelf', address: '/api/me/shelf', expected: PUBLIC },
  { route: '/api/me', address: ({ learned }) => `/api/me?course=${learned.courseId}`, expected: PUBLIC },
  {
    route: '/api/courses/[id]/students.csv',
    address: ({ learned }) => `/api/courses/${learned.courseId}/students.csv`,
    expected: { ...TEACHERS, visitor: 401 },
  },
  { route: '/api/me/export', address: '/api/me/export', expected: { ...PUBLIC, visitor: 401 } },
  {
    route: '/api/me/lessons/[lessonId]/visit',
    method: 'POST',
    address: ({ learned }) => `/api/me/lessons/${lessonOf(learned)}/visit`,
    expected: { visitor: 401, student: 204, instructor: 403, otherInstructor: 403, admin: 403 },
  },
  {
    route: '/api/me/lessons/[lessonId]/visit',
    method: 'POST',
    address: `/api/me/lessons/${UNKNOWN_ID}/visit`,
    expected: { ...MISSING, visitor: 401 },
  },
  {
    route: '/api/me/notes/[noteId]',
    method: 'PUT',
    address: `/api/me/notes/${UNKNOWN_ID}`,
    headers: JSON_BODY.headers,
    body: JSON.stringify({ lessonId: UNKNOWN_ID, atSecond: null, text: 'A note.' }),
    expected: { ...MISSING, visitor: 401 },
  },
  {
    route: '/api/me/notes/[noteId]',
    method: 'DELETE',
    address: `/api/me/notes/${UNKNOWN_ID}`,
    expected: { ...MISSING, visitor: 401 },
  },
  {
    route: '/api/me/attempts/[attemptId]/answer',
    method: 'PUT',
    address: `/api/me/attempts/${UNKNOWN_ID}/answer`,
    headers: JSON_BODY.headers,
    body: JSON.stringify({
      questionId: 'question1',
      sequence: 1,
      answer: { type: 'trueFalse', value: true },
    }),
    expected: { ...MISSING, visitor: 401 },
  },
  ...quizRows(),
  {
    route: '/api/lessons/[lessonId]/file',
    address: ({ learned }) => `/api/lessons/${lessonOf(learned)}/file`,
    expected: MISSING,
  },

  {
    route: '/api/live',
    address: '/api/live?locale=en',
    isStream: true,
    expected: { ...PUBLIC, visitor: 401 },
  },
  { route: '/api/notifications', address: '/api/notifications', expected: { ...PUBLIC, visitor: 401 } },
  {
    route: '/api/notifications/[id]/read',
    method: 'POST',
    address: ({ notificationId }) => `/api/notifications/${notificationId}/read`,
    expected: { ...MISSING, visitor: 401, student: 204 },
  },
  {
    route: '/api/notifications/[id]/read',
    method: 'POST',
    address: `/api/notifications/${UNKNOWN_ID}/read`,
    expected: { ...MISSING, visitor: 401 },
  },
  {
    route: '/api/notifications/read-all',
    method: 'POST',
    address: '/api/notifications/read-all',
    expected: { ...PUBLIC, visitor: 401 },
    ...JSON_BODY,
  },
  {
    route: '/api/notifications/unsubscribe',
    method: 'POST',
    address: '/api/notifications/unsubscribe?token=forged',
    expected: everybody(403),
  },
  {
    route: '/api/notifications/unsubscribe',
    method: 'POST',
    address: ({ unsubscribeToken }) => `/api/notifications/unsubscribe?token=${unsubscribeToken}`,
    expected: everybody(204),
  },
  {
    route: '/api/notifications/unsubscribe',
    address: '/api/notifications/unsubscribe?token=any',
    expected: everybody('→ /unsubscribe?token=any'),
  },

  {
    route: '/api/lessons/[lessonId]/watch',
    address: ({ learned }) => `/api/lessons/${lessonOf(learned)}/watch`,
    expected: { visitor: 401, student: 404, instructor: 404, otherInstructor: 404, admin: 404 },
  },
  {
    route: '/api/lessons/[lessonId]/watch',
    method: 'POST',
    address: ({ learned }) => `/api/lessons/${lessonOf(learned)}/watch`,
    expected: { visitor: 401, student: 404, instructor: 403, otherInstructor: 403, admin: 403 },
    ...WATCHING,
  },
  {
    route: '/api/lessons/[lessonId]/watch',
    method: 'POST',
    address: ({ learned }) => `/api/lessons/${lessonOf(learned)}/watch`,
    expected: { ...everybody(422), visitor: 401 },
    ...JSON_BODY,
  },

  {
    route: '/api/markdown',
    method: 'POST',
    address: '/api/markdown',
    headers: JSON_BODY.headers,
    body: JSON.stringify({ source: '# Light' }),
    expected: { ...PUBLIC, visitor: 401 },
  },

  {
    route: '/api/lessons/[lessonId]/media',
    method: 'PUT',
    address: ({ open }) => `/api/lessons/${lessonOf(open)}/media`,
    headers: JSON_BODY.headers,
    body: JSON.stringify({ version: 99, change: {}, before: { embed: { url: 'https://a.example/' } } }),
    expected: { visitor: 401, student: 403, instructor: 412, otherInstructor: 403, admin: 412 },
  },

  {
    route: '/api/imports',
    method: 'POST',
    address: '/api/imports',
    headers: JSON_BODY.headers,
    body: JSON.stringify({ uploadId: '0'.repeat(32) }),
    expected: NO_UPLOAD,
  },
  {
    route: '/api/imports/[importId]',
    address: `/api/imports/${UNKNOWN_ID}`,
    expected: { ...MISSING, visitor: 401 },
  },
  {
    route: '/api/courses/[id]/archive',
    address: ({ open }) => `/api/courses/${open.courseId}/archive`,
    expected: { visitor: 401, student: 404, instructor: 200, otherInstructor: 404, admin: 200 },
  },

  { route: '/api/uploads/[id]', address: `/api/uploads/${UNKNOWN_ID}?v=v&h=1&s=s`, expected: everybody(403) },
  {
    route: '/api/uploads/public/[file]',
    address: `/api/uploads/public/${'a'.repeat(64)}.webp`,
    expected: MISSING,
  },
  {
    route: '/api/uploads/avatar',
    method: 'POST',
    address: '/api/uploads/avatar',
    expected: { ...everybody(415), visitor: 401 },
    ...NO_PICTURE,
  },
  {
    route: '/api/uploads/ingest/[key]',
    method: 'HEAD',
    address: '/api/uploads/ingest/no-such-key',
    expected: everybody(403),
  },
  {
    route: '/api/uploads/ingest/[key]',
    method: 'PUT',
    address: '/api/uploads/ingest/no-such-key',
    expected: everybody(403),
    ...JSON_BODY,
  },
  {
    route: '/api/uploads/files',
    method: 'POST',
    address: '/api/uploads/files',
    headers: JSON_BODY.headers,
    body: ({ open }) =>
      JSON.stringify({ kind: 'file', courseId: open.courseId, name: 'paper.pdf', sizeBytes: 10 }),
    expected: { visitor: 401, student: 403, instructor: 201, otherInstructor: 403, admin: 201 },
  },
  ...(['HEAD', 'PATCH', 'DELETE'] as const).map((method) => ({
    route: '/api/uploads/files/[id]',
    method,
    address: `/api/uploads/files/${'0'.repeat(32)}`,
    expected: NO_UPLOAD,
  })),
  {
    route: '/api/uploads/files/[id]/finish',
    method: 'POST',
    address: `/api/uploads/files/${'0'.repeat(32)}/finish`,
    expected: NO_UPLOAD,
  },
  {
    route: '/api/uploads/pictures',
    method: 'POST',
    address: '/api/uploads/pictures',
    expected: { ...everybody(415), visitor: 401, student: 403 },
    ...NO_PICTURE,
  },
  {
    route: '/api/uploads/captions',
    method: 'POST',
    address: '/api/uploads/captions',
    expected: { ...everybody(422), visitor: 401 },
    ...NO_PICTURE,
  },
  { route: '/api/uploadthing', address: '/api/uploadthing', expected: PUBLIC },
  {
    route: '/api/uploadthing',
    method: 'POST',
    address: '/api/uploadthing?slug=avatar&actionType=upload',
    expected: everybody(400),
    ...JSON_BODY,
  },

  { route: '/api/auth/start/[provider]', address: '/api/auth/start/google', expected: MISSING },
  { route: '/api/auth/[...nextauth]', address: '/api/auth/providers', expected: PUBLIC },
  // NextAuth shows no pages of its own: ours take their place.
  {
    route: '/api/auth/[...nextauth]',
    address: '/api/auth/signin',
    expected: everybody('→ /login?callbackUrl={origin}'),
  },
  { route: '/api/auth/[...nextauth]', address: '/api/auth/signout', expected: everybody('→ /') },
  { route: '/api/auth/[...nextauth]', address: '/api/auth/nothing', expected: everybody(400) },
  {
    route: '/api/auth/[...nextauth]',
    method: 'POST',
    address: '/api/auth/signin/google',
    // No provider is set up, and the call brings no token of ours.
    expected: everybody('→ /api/auth/signin?csrf=true'),
    ...JSON_BODY,
  },
]

export const MATRIX: readonly Row[] = [...PAGES, ...MACHINES, ...INTERFACE]
