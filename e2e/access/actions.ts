import { randomBytes } from 'node:crypto'
import { makeCertificate } from '../certificates'
import { PASSWORD, uniqueName, type database as Database } from '../database'
import { makeWebhook } from '../webhooks'
import { GRADING_ACTIONS } from './assignment-rows'
import { QUIZ_ACTIONS } from './quiz-rows'
import { lessonOf, UNKNOWN_ID, type Scene, type Visitor } from './scene'
import { TEACHING_ACTIONS } from './teaching-actions'

/** What an action says: done, where it leads, or why not. */
export type Outcome =
  | 'done'
  | `→ ${string}`
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'conflict'
  | 'invalid'
  | 'precondition'
export type ActionRow = {
  /** Asked by the people of the scene; else each call is made by a new person, whose other calls it cannot disturb. */
  isOfScene?: true
  /** A page that holds it. */
  page: string | ((scene: Scene) => string)
  fields: (at: { scene: Scene; database: typeof Database }) => Fields | Promise<Fields>
  expected: Record<Visitor, Outcome>
}
type Fields = Record<string, string>

const ACCOUNT = '/settings/account'
const PROFILE = '/settings/profile'
const SECURITY = '/settings/security'
const PRIVACY = '/settings/privacy'
const NOTIFICATIONS = '/notifications'
const nothing = () => ({})

function everybody(outcome: Outcome): Record<Visitor, Outcome> {
  return { visitor: outcome, student: outcome, instructor: outcome, otherInstructor: outcome, admin: outcome }
}
const MEMBERS = { ...everybody('done'), visitor: 'unauthenticated' } as const
const ADMINS = { ...everybody('forbidden'), visitor: 'unauthenticated', admin: 'done' } as const
/** Learning is for who is enrolled, whoever else they are. */
const learners = (outcome: Outcome, others: Outcome) =>
  ({ ...everybody(others), visitor: 'unauthenticated', student: outcome }) as const

async function applicant(database: typeof Database): Promise<Fields> {
  return { userId: (await database.makePerson('instructor', { isApproved: false })).userId }
}
const TAUGHT = { ...everybody('forbidden'), visitor: 'unauthenticated' } as const
/** Who teaches the course is led on; others are refused. */
const ledOn = (where: `→ ${string}`) => ({ ...TAUGHT, instructor: where, admin: where }) as const
const announcementPage = ({ learned }: Scene) =>
  `/instructor/courses/${learned.courseId}/announcements/${UNKNOWN_ID}`
const studentsPage = ({ learned }: Scene) => `/instructor/courses/${learned.courseId}/students`
/** Somebody new in a course of the scene, so that no call meets what another has done. */
async function newStudent(database: typeof Database, { learned }: Scene) {
  const person = await database.makePerson('student')
  await database.enrollIn(person, learned)
  return { courseId: learned.courseId, userId: person.userId }
}
const webhookPage = ({ webhook }: Scene) => `/admin/webhooks/${webhook.webhookId}`
const webhookAct = (expected: ActionRow['expected']): ActionRow => ({
  page: webhookPage,
  fields: ({ scene: { webhook } }) => ({ webhookId: webhook.webhookId }),
  expected,
})
const lessonPage = ({ learned }: Scene) => `/learn/${learned.slug}/${lessonOf(learned)}`

/**
 * Every action, called by everybody with input that is in order: what is refused is refused for who asks, not for what
 * is sent.
 */
export const ACTIONS: Record<string, ActionRow> = {
  'lib/accounts/actions/sign-in.ts#signInAction': {
    page: '/login',
    fields: ({ scene }) => ({ identifier: scene.people.student.username, password: PASSWORD }),
    expected: everybody('→ /dashboard'),
  },
  'lib/accounts/actions/sign-in.ts#signOutAction': {
    page: '/dashboard',
    fields: nothing,
    expected: everybody('→ /'),
  },
  'lib/accounts/actions/registration.ts#registerAction': {
    page: '/register',
    fields: () => {
      const username = uniqueName('reg')
      const email = `${username}@example.test`
      return { username, email, fullName: 'Sam Poe', password: PASSWORD, birthYear: '1990', role: 'student' }
    },
    expected: { ...everybody('forbidden'), visitor: '→ /verify-email' },
  },
  'lib/accounts/actions/registration.ts#registerWithProviderAction': {
    page: '/register',
    fields: () => ({ username: uniqueName('reg'), fullName: 'Sam Poe', birthYear: '1990', role: 'student' }),
    // Nobody brings the sealed ticket that a provider's word is kept in.
    expected: everybody('invalid'),
  },
  'lib/accounts/actions/verification.ts#verifyEmailAction': {
    page: '/verify-email',
    fields: () => ({ code: '123456' }),
    // Who is verified holds no code any more.
    expected: { ...everybody('invalid'), visitor: 'unauthenticated' },
  },
  'lib/accounts/actions/verification.ts#resendCodeAction': {
    page: '/verify-email',
    fields: nothing,
    expected: { ...everybody('conflict'), visitor: 'unauthenticated' },
  },
  'lib/accounts/actions/password.ts#requestPasswordResetAction': {
    page: '/forgot-password',
    fields: () => ({ email: 'nobody-at-all@example.test' }),
    expected: everybody('done'),
  },
  'lib/accounts/actions/password.ts#resetPasswordAction': {
    page: '/reset-password',
    fields: () => ({ token: 'x'.repeat(43), password: 'quiet owls read maps' }),
    expected: everybody('invalid'),
  },
  'lib/accounts/actions/password.ts#changePasswordAction': {
    page: SECURITY,
    fields: () => ({ currentPassword: PASSWORD, newPassword: 'quiet owls read maps' }),
    expected: MEMBERS,
  },
  'lib/accounts/actions/settings.ts#updateProfileAction': {
    page: PROFILE,
    fields: () => ({ fullName: 'Sam Poe', bio: '', country: '' }),
    expected: MEMBERS,
  },
  'lib/accounts/actions/settings.ts#updatePreferencesAction': {
    page: ACCOUNT,
    fields: () => ({ timeZone: 'Asia/Tokyo', theme: 'dark' }),
    expected: MEMBERS,
  },
  'lib/accounts/actions/settings.ts#changeUsernameAction': {
    page: ACCOUNT,
    fields: () => ({ username: uniqueName('named') }),
    expected: MEMBERS,
  },
  'lib/accounts/actions/settings.ts#requestEmailChangeAction': {
    page: ACCOUNT,
    fields: () => ({ email: `${uniqueName('moved')}@example.test`, password: PASSWORD }),
    expected: MEMBERS,
  },
  'lib/accounts/actions/settings.ts#confirmEmailChangeAction': {
    page: ACCOUNT,
    fields: () => ({ code: '123456' }),
    expected: { ...everybody('invalid'), visitor: 'unauthenticated' },
  },
  'lib/accounts/actions/settings.ts#cancelEmailChangeAction': {
    page: ACCOUNT,
    fields: nothing,
    expected: MEMBERS,
  },
  'lib/accounts/actions/settings.ts#requestErasureCodeAction': {
    page: PRIVACY,
    fields: nothing,
    // Whoever has a password confirms with it.
    expected: { ...everybody('conflict'), visitor: 'unauthenticated' },
  },
  'lib/operations/actions.ts#deleteAccountAction': {
    page: PRIVACY,
    // Nobody's username but one's own is taken.
    fields: () => ({ username: 'somebody-else', password: PASSWORD }),
    expected: { ...everybody('invalid'), visitor: 'unauthenticated' },
  },
  'lib/accounts/actions/settings.ts#applyToTeachAction': {
    page: ACCOUNT,
    fields: nothing,
    expected: { ...everybody('conflict'), visitor: 'unauthenticated', student: 'done' },
  },
  'lib/accounts/actions/settings.ts#unlinkIdentityAction': {
    page: SECURITY,
    fields: () => ({ provider: 'google' }),
    // There is nothing to take away, and that is so afterwards.
    expected: MEMBERS,
  },
  'lib/accounts/actions/settings.ts#endOtherSignInsAction': {
    page: SECURITY,
    fields: nothing,
    expected: MEMBERS,
  },
  'lib/accounts/actions/settings.ts#endSignInAction': {
    page: SECURITY,
    // Somebody else's sign-in is nothing one could know of.
    fields: async ({ database, scene }) => ({
      signInId: await database.signInOf(scene.people.student.userId),
    }),
    expected: { ...everybody('not_found'), visitor: 'unauthenticated' },
  },
  'lib/accounts/actions/tokens.ts#createApiTokenAction': {
    page: SECURITY,
    fields: () => ({ name: 'Backup', scopes: 'account:read', days: '30', password: PASSWORD }),
    expected: MEMBERS,
  },
  'lib/accounts/actions/tokens.ts#revokeApiTokenAction': {
    page: SECURITY,
    // Somebody else's token, or none, is nothing one could know of.
    fields: () => ({ tokenId: UNKNOWN_ID }),
    expected: { ...everybody('not_found'), visitor: 'unauthenticated' },
  },
  'lib/accounts/actions/settings.ts#requestOwnPasswordLinkAction': {
    page: SECURITY,
    fields: nothing,
    expected: MEMBERS,
  },
  'lib/accounts/actions/standing.ts#approveInstructorAction': {
    page: '/admin/instructors',
    fields: ({ database }) => applicant(database),
    expected: ADMINS,
  },
  'lib/accounts/actions/standing.ts#returnInstructorAction': {
    page: '/admin/instructors',
    fields: async ({ database }) => ({ ...(await applicant(database)), reason: 'Tell us more.' }),
    expected: ADMINS,
  },
  'lib/notifications/actions.ts#markReadAction': {
    page: NOTIFICATIONS,
    // Somebody else's is nothing one could know of.
    fields: async ({ database, scene }) => ({
      notificationId: await database.makeNotification(scene.people.student),
    }),
    expected: { ...everybody('not_found'), visitor: 'unauthenticated' },
  },
  'lib/notifications/actions.ts#markAllReadAction': {
    page: NOTIFICATIONS,
    fields: nothing,
    expected: MEMBERS,
  },
  'lib/notifications/actions.ts#chooseNotificationsAction': {
    page: '/settings/notifications',
    fields: () => ({ 'courseUpdate.mail': 'off', 'grade.mail': 'daily', 'certificate.mail': 'now' }),
    expected: MEMBERS,
  },
  'lib/notifications/actions.ts#unsubscribeAction': {
    page: ({ unsubscribeToken }) => `/unsubscribe?token=${unsubscribeToken}`,
    fields: () => ({ token: 'forged' }),
    expected: everybody('forbidden'),
  },
  'lib/notifications/actions.ts#resubscribeAction': {
    page: ({ unsubscribeToken }) => `/unsubscribe?token=${unsubscribeToken}&certificate=now`,
    fields: () => ({ token: 'forged', certificate: 'now' }),
    expected: everybody('forbidden'),
  },
  'lib/certificates/actions.ts#revokeCertificateAction': {
    page: '/admin/certificates',
    fields: async ({ scene, database }) => ({
      serial: await makeCertificate(await database.makePerson('student'), scene.open),
      reason: 'issuedInError',
      note: '',
    }),
    expected: ADMINS,
  },
  'lib/certificates/actions.ts#restoreCertificateAction': {
    page: '/admin/certificates',
    fields: ({ scene }) => ({ serial: scene.revokedCertificate }),
    expected: ADMINS,
  },
  'lib/certificates/actions.ts#reissueCertificateAction': {
    isOfScene: true,
    page: '/settings/profile',
    fields: async ({ scene }) => ({
      serial: await makeCertificate(scene.people.student, scene.upcoming, { formerName: 'Another Name' }),
    }),
    expected: { ...everybody('not_found'), visitor: 'unauthenticated', student: 'done' },
  },
  'lib/courses/actions.ts#featureCourseAction': {
    page: '/admin/courses',
    fields: ({ scene }) => ({ courseId: scene.open.courseId }),
    expected: ADMINS,
  },
  'lib/courses/actions.ts#unfeatureCourseAction': {
    page: '/admin/courses',
    fields: ({ scene }) => ({ courseId: scene.open.courseId }),
    expected: ADMINS,
  },
  'lib/webhooks/actions.ts#createWebhookAction': {
    page: '/admin/webhooks',
    fields: () => ({ url: 'https://hooks.example/', events: 'course.completed' }),
    expected: ADMINS,
  },
  'lib/webhooks/actions.ts#updateWebhookAction': {
    page: webhookPage,
    fields: ({ scene: { webhook } }) => ({
      webhookId: webhook.webhookId,
      version: '1',
      url: 'https://hooks.example/',
      events: 'course.completed',
    }),
    expected: ADMINS,
  },
  'lib/webhooks/actions.ts#rotateWebhookSecretAction': webhookAct(ADMINS),
  'lib/webhooks/actions.ts#testWebhookAction': webhookAct(ADMINS),
  'lib/webhooks/actions.ts#disableWebhookAction': webhookAct(ADMINS),
  'lib/webhooks/actions.ts#enableWebhookAction': webhookAct(ADMINS),
  'lib/webhooks/actions.ts#deleteWebhookAction': {
    page: webhookPage,
    fields: async () => ({ webhookId: (await makeWebhook()).webhookId }),
    expected: { ...ADMINS, admin: '→ /admin/webhooks' },
  },
  'lib/webhooks/actions.ts#replayDeliveryAction': {
    page: ({ webhook }) => `/admin/webhooks/${webhook.webhookId}/deliveries/${webhook.deliveryId}`,
    fields: ({ scene: { webhook } }) => ({ deliveryId: webhook.deliveryId }),
    expected: ADMINS,
  },
  'lib/operations/actions.ts#retryJobAction': {
    page: '/admin/system',
    fields: async ({ database }) => ({ jobId: await database.makeDeadJob() }),
    expected: ADMINS,
  },
  'lib/media/actions.ts#removeAvatarAction': { page: PROFILE, fields: nothing, expected: MEMBERS },
  'lib/progress/actions.ts#joinCourseAction': {
    page: ({ open }) => `/courses/${open.slug}`,
    fields: ({ scene: { draft } }) => ({ courseId: draft.courseId, slug: draft.slug }),
    // A course that is not published is nothing one could enrol in; a visitor is asked to sign in first.
    expected: { ...everybody('not_found'), visitor: '→ /login?next={slug}' },
  },
  'lib/progress/actions.ts#completeLessonAction': {
    isOfScene: true,
    page: lessonPage,
    fields: ({ scene: { learned } }) => ({ lessonId: lessonOf(learned) }),
    expected: learners('done', 'forbidden'),
  },
  'lib/progress/actions.ts#completeAndGoOnAction': {
    isOfScene: true,
    page: lessonPage,
    fields: ({ scene: { learned } }) => ({ lessonId: lessonOf(learned), slug: learned.slug }),
    expected: learners('→ /learn/{slug}', 'forbidden'),
  },
  'lib/progress/actions.ts#reopenLessonAction': {
    isOfScene: true,
    page: lessonPage,
    fields: ({ scene: { learned } }) => ({ lessonId: lessonOf(learned) }),
    expected: learners('done', 'forbidden'),
  },
  'lib/progress/actions/students.ts#removeStudentAction': {
    isOfScene: true,
    page: ({ learned, people }) =>
      `/instructor/courses/${learned.courseId}/students/${people.student.userId}`,
    // Somebody who does not learn there; a journey removes one who does.
    fields: ({ scene: { learned } }) => ({ courseId: learned.courseId, userId: UNKNOWN_ID }),
    expected: { ...TAUGHT, instructor: 'not_found', admin: 'not_found' },
  },
  'lib/progress/actions/students.ts#readmitStudentAction': {
    isOfScene: true,
    page: studentsPage,
    // Who learns there is taken back already.
    fields: ({ scene, database }) => newStudent(database, scene),
    expected: ledOn('→ /instructor/courses/{id}/students'),
  },
  'lib/progress/actions/students.ts#accommodateAction': {
    isOfScene: true,
    page: studentsPage,
    fields: async ({ scene, database }) => ({
      ...(await newStudent(database, scene)),
      extraTimePercent: '50',
      extraAttempts: '1',
      laterDays: '0',
    }),
    expected: { ...TAUGHT, instructor: 'done', admin: 'done' },
  },
  'lib/announcements/actions.ts#publishAnnouncementAction': {
    isOfScene: true,
    page: ({ learned }) => `/instructor/courses/${learned.courseId}/announcements/new`,
    fields: ({ scene: { learned } }) => ({
      courseId: learned.courseId,
      announcementId: randomBytes(12).toString('hex'),
      to: 'all',
      title: 'Room 4',
      body: 'We meet there.',
    }),
    expected: ledOn('→ /instructor/courses/{id}/announcements'),
  },
  'lib/announcements/actions.ts#changeAnnouncementAction': {
    page: announcementPage,
    // Nobody's; their own teachers do it in a journey.
    fields: () => ({ announcementId: UNKNOWN_ID, version: '1', title: 'Room 5', body: 'There.' }),
    expected: { ...everybody('not_found'), visitor: 'unauthenticated' },
  },
  'lib/announcements/actions.ts#deleteAnnouncementAction': {
    page: announcementPage,
    fields: () => ({ announcementId: UNKNOWN_ID }),
    expected: { ...everybody('not_found'), visitor: 'unauthenticated' },
  },
  'lib/notes/actions.ts#addNoteAction': {
    isOfScene: true,
    page: lessonPage,
    fields: ({ scene: { learned } }) => ({ lessonId: lessonOf(learned), text: 'To be read again.' }),
    expected: learners('done', 'forbidden'),
  },
  'lib/notes/actions.ts#deleteNoteAction': {
    isOfScene: true,
    page: lessonPage,
    // Nobody's note; one's own goes in the journey of a learner.
    fields: () => ({ noteId: UNKNOWN_ID }),
    expected: { ...everybody('not_found'), visitor: 'unauthenticated' },
  },
  'lib/notes/actions.ts#setBookmarkAction': {
    isOfScene: true,
    page: lessonPage,
    fields: ({ scene: { learned } }) => ({ lessonId: lessonOf(learned), atSecond: '', isSet: 'true' }),
    expected: learners('done', 'forbidden'),
  },
  // There is no quiz in this lesson; the journey of a quiz has one.
  'lib/progress/actions.ts#startQuizAction': {
    isOfScene: true,
    page: lessonPage,
    fields: ({ scene: { learned } }) => ({ lessonId: lessonOf(learned) }),
    expected: learners('not_found', 'forbidden'),
  },
  'lib/progress/actions.ts#takeQuizAction': {
    isOfScene: true,
    page: lessonPage,
    fields: ({ scene: { learned } }) => ({ lessonId: lessonOf(learned), attemptId: UNKNOWN_ID }),
    expected: { ...everybody('not_found'), visitor: 'unauthenticated' },
  },
  'lib/progress/actions.ts#leaveCourseAction': {
    isOfScene: true,
    page: ({ learned }) => `/learn/${learned.slug}`,
    fields: ({ scene: { upcoming } }) => ({ courseId: upcoming.courseId, progress: 'keep' }),
    expected: learners('→ /dashboard', 'not_found'),
  },
  ...GRADING_ACTIONS,
  ...QUIZ_ACTIONS,
  ...TEACHING_ACTIONS,
}
