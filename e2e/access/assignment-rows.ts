import type { ActionRow } from './actions'
import type { Row } from './matrix'
import { lessonOf, UNKNOWN_ID, type Scene } from './scene'

const VISITOR = '→ /login?next={address}'
/** Of the course that `instructor` teaches and `student` learns in. */
const GRADERS = { visitor: VISITOR, student: 403, instructor: 200, otherInstructor: 403, admin: 200 } as const
const NOBODYS = { visitor: VISITOR, student: 404, instructor: 404, otherInstructor: 404, admin: 404 } as const
const COURSE = '/instructor/courses/[id]'
const inCourse = (path: string) => (scene: Scene) => `/instructor/courses/${scene.learned.courseId}${path}`

/** The pages of grades. A submission or grade that nobody knows is not found, whoever asks. */
export const GRADING_PAGES: Row[] = [
  {
    route: '/instructor/grading',
    address: '/instructor/grading',
    expected: { ...GRADERS, otherInstructor: 200 },
  },
  { route: `${COURSE}/grading`, address: inCourse('/grading'), expected: GRADERS },
  {
    route: `${COURSE}/grading/[submissionId]`,
    address: inCourse(`/grading/${UNKNOWN_ID}`),
    expected: NOBODYS,
  },
  { route: `${COURSE}/grades`, address: inCourse('/grades'), expected: GRADERS },
  {
    route: `${COURSE}/grades/[userId]/[lessonId]`,
    address: inCourse(`/grades/${UNKNOWN_ID}/${UNKNOWN_ID}`),
    expected: { ...NOBODYS, student: 403, otherInstructor: 403 },
  },
  {
    route: '/learn/[slug]/grades',
    address: ({ learned }) => `/learn/${learned.slug}/grades`,
    expected: { ...GRADERS, student: 200, otherInstructor: '→ {course}' },
  },
]

const JSON_OF = (body: object) => ({
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
})
const NO_FILE = {
  headers: { 'content-type': 'multipart/form-data; boundary=x' },
  body: '--x\r\ncontent-disposition: form-data; name="file"; filename="me.txt"\r\n\r\nwords\r\n--x--\r\n',
}
const own = `/api/me/assignments/${UNKNOWN_ID}`
const UNKNOWN = { visitor: 401, student: 404, instructor: 404, otherInstructor: 404, admin: 404 } as const
const ASSIGNMENT = '/api/me/assignments/[lessonId]'

/** What those pages call. */
export const GRADING_CALLS: Row[] = [
  {
    route: `${ASSIGNMENT}/draft`,
    address: `${own}/draft`,
    expected: { ...UNKNOWN, student: 200, instructor: 200, otherInstructor: 200, admin: 200 },
  },
  {
    route: `${ASSIGNMENT}/draft`,
    method: 'PUT',
    address: `${own}/draft`,
    ...JSON_OF({ text: 'Words', link: '', version: 0 }),
    expected: UNKNOWN,
  },
  { route: `${ASSIGNMENT}/files`, method: 'POST', address: `${own}/files`, ...NO_FILE, expected: UNKNOWN },
  {
    route: `${ASSIGNMENT}/files/[uploadId]`,
    method: 'DELETE',
    address: `${own}/files/${UNKNOWN_ID}`,
    expected: UNKNOWN,
  },
  {
    route: '/api/submissions/[submissionId]/files/[uploadId]',
    address: `/api/submissions/${UNKNOWN_ID}/files/${UNKNOWN_ID}`,
    expected: UNKNOWN,
  },
  {
    route: '/api/courses/[id]/grades',
    address: ({ learned }) => `/api/courses/${learned.courseId}/grades`,
    expected: { visitor: 401, student: 403, instructor: 200, otherInstructor: 403, admin: 200 },
  },
  {
    route: '/api/authoring/lessons/[id]/assignment',
    method: 'PUT',
    address: `/api/authoring/lessons/${UNKNOWN_ID}/assignment`,
    ...JSON_OF({ version: 0, instructions: 'Write.' }),
    expected: UNKNOWN,
  },
]

const nobodys = {
  visitor: 'unauthenticated',
  student: 'not_found',
  instructor: 'not_found',
  otherInstructor: 'not_found',
  admin: 'not_found',
} as const
const queue = ({ learned }: Scene) => `/instructor/courses/${learned.courseId}/grading`
const book = ({ learned }: Scene) => `/instructor/courses/${learned.courseId}/grades`
const submission = { submissionId: UNKNOWN_ID, version: '1' }

/** What nobody knows is not found, whoever asks; the journey of an assignment has real ones. */
export const GRADING_ACTIONS: Record<string, ActionRow> = {
  'lib/progress/actions/assignments.ts#handInAction': {
    page: ({ learned }) => `/learn/${learned.slug}/${lessonOf(learned)}`,
    fields: () => ({ lessonId: UNKNOWN_ID, text: 'Words', version: '0' }),
    expected: nobodys,
  },
  'lib/progress/actions/grading.ts#gradeSubmissionAction': {
    page: queue,
    fields: () => ({ ...submission, points: '1', comment: '' }),
    expected: nobodys,
  },
  'lib/progress/actions/grading.ts#releaseGradeAction': {
    page: queue,
    fields: () => submission,
    expected: nobodys,
  },
  'lib/progress/actions/grading.ts#returnSubmissionAction': {
    page: queue,
    fields: () => ({ ...submission, comment: 'Once more.' }),
    expected: nobodys,
  },
  'lib/progress/actions/grading.ts#releaseGradesOfLessonAction': {
    isOfScene: true,
    page: queue,
    fields: ({ scene: { learned } }) => ({ lessonId: lessonOf(learned) }),
    expected: {
      visitor: 'unauthenticated',
      student: 'forbidden',
      instructor: 'done',
      otherInstructor: 'forbidden',
      admin: 'done',
    },
  },
  'lib/progress/actions/grading.ts#overrideGradeAction': {
    isOfScene: true,
    page: ({ learned, people }) =>
      `/instructor/courses/${learned.courseId}/grades/${people.student.userId}/${lessonOf(learned)}`,
    // A lesson that carries no grade: who may grade is told that there is nothing to grade.
    fields: ({ scene: { learned, people } }) => ({
      courseId: learned.courseId,
      lessonId: lessonOf(learned),
      userId: people.student.userId,
      points: '1',
      reason: 'An oral exam.',
    }),
    expected: {
      visitor: 'unauthenticated',
      student: 'forbidden',
      instructor: 'conflict',
      otherInstructor: 'forbidden',
      admin: 'conflict',
    },
  },
  'lib/assignments/actions.ts#saveGradeRulesAction': {
    isOfScene: true,
    page: book,
    // A version that nothing has: who may write is told that the rules changed meanwhile.
    fields: ({ scene: { learned } }) => ({
      courseId: learned.courseId,
      version: '999999',
      missing: 'zero',
      dropLowest: '0',
    }),
    expected: {
      visitor: 'unauthenticated',
      student: 'forbidden',
      instructor: 'precondition',
      otherInstructor: 'forbidden',
      admin: 'precondition',
    },
  },
  'lib/assignments/actions.ts#saveAssignmentAction': {
    page: ({ learned }) => `/instructor/courses/${learned.courseId}/lessons/${lessonOf(learned)}`,
    fields: () => ({
      lessonId: UNKNOWN_ID,
      version: '0',
      'late.rule': 'flagged',
      submissionTypes: 'text',
      points: '10',
      passPercent: '50',
      attempts: '1',
      counts: 'best',
    }),
    expected: nobodys,
  },
}
