/**
 * The values of notifications that the browser, the schemas and the models share. Nothing here may import a model or
 * anything of the server.
 */

/** What a person may be told of; each is switched by itself, where something of it exists. */
export const NOTIFICATION_KINDS = [
  'sessionAlert',
  'feedback',
  'grade',
  'reply',
  'mention',
  'follower',
  'message',
  'courseUpdate',
  'review',
  'certificate',
  'approval',
  'moderation',
  /** What an admin has to look after; not among the choices, because nobody else would hear of it. */
  'operation',
] as const
export type NotificationKind = (typeof NOTIFICATION_KINDS)[number]

/** When mail comes: as it happens, in one letter a day, or never. */
export const MAIL_CHOICES = ['now', 'daily', 'off'] as const
export type MailChoice = (typeof MAIL_CHOICES)[number]

export type KindChoice = { inApp: boolean; mail: MailChoice }

/**
 * The kinds of which something is written today, with what holds until the person chooses. `mail: null` has no letter
 * of its own: what is decided about an account is always mailed, by lib/accounts.
 */
export const OFFERED = {
  courseUpdate: { inApp: true, mail: 'daily' },
  grade: { inApp: true, mail: 'now' },
  certificate: { inApp: true, mail: 'now' },
  approval: { inApp: true, mail: null },
} as const satisfies Partial<Record<NotificationKind, { inApp: boolean; mail: MailChoice | null }>>
export type OfferedKind = keyof typeof OFFERED
export const OFFERED_KINDS = [
  'courseUpdate',
  'grade',
  'certificate',
  'approval',
] as const satisfies OfferedKind[]
export const MAILED_KINDS = ['courseUpdate', 'grade', 'certificate'] as const satisfies OfferedKind[]
export type MailedKind = (typeof MAILED_KINDS)[number]

/** What exactly happened: the sentence. `isMailed: false` where another letter says it already. */
export const NOTICES = {
  instructorApproved: { kind: 'approval', isMailed: false },
  instructorReturned: { kind: 'approval', isMailed: false },
  /** In the same moment as the certificate, whose letter says both. */
  courseCompleted: { kind: 'certificate', isMailed: false },
  certificateIssued: { kind: 'certificate', isMailed: true },
  lessonsAdded: { kind: 'courseUpdate', isMailed: true },
  announced: { kind: 'courseUpdate', isMailed: true },
  learnerRemoved: { kind: 'courseUpdate', isMailed: true },
  learnerReadmitted: { kind: 'courseUpdate', isMailed: true },
  courseSubmitted: { kind: 'approval', isMailed: false },
  courseApproved: { kind: 'approval', isMailed: false },
  courseReturned: { kind: 'approval', isMailed: false },
  gradeReleased: { kind: 'grade', isMailed: true },
  workReturned: { kind: 'grade', isMailed: true },
  quizRegraded: { kind: 'grade', isMailed: true },
  /** To who teaches: once a day for each assignment, however much comes in. */
  workToGrade: { kind: 'grade', isMailed: true },
  webhookDisabled: { kind: 'operation', isMailed: false },
} as const satisfies Record<string, { kind: OfferedKind | 'operation'; isMailed: boolean }>
export type NoticeName = keyof typeof NOTICES
export const NOTICE_NAMES = [
  'instructorApproved',
  'instructorReturned',
  'courseCompleted',
  'certificateIssued',
  'lessonsAdded',
  'announced',
  'learnerRemoved',
  'learnerReadmitted',
  'courseSubmitted',
  'courseApproved',
  'courseReturned',
  'gradeReleased',
  'workReturned',
  'quizRegraded',
  'workToGrade',
  'webhookDisabled',
] as const satisfies NoticeName[]

/** What one letter's link switches off: one kind, or all that stands in the daily letter. */
export const UNSUBSCRIBE_SCOPES = [...MAILED_KINDS, 'digest'] as const
export type UnsubscribeScope = (typeof UNSUBSCRIBE_SCOPES)[number]

export const NOTIFICATIONS_PER_PAGE = 20
export const NOTIFICATIONS_IN_BELL = 8
/** Above this the bell says “99+”. */
export const UNREAD_MAX = 99
export const KEEP_DAYS = 180
/** A letter older than this is unsubscribed from in the settings. */
export const UNSUBSCRIBE_DAYS = 365

export const NOTIFICATION_REASONS = {
  linkForged: 'notification.link_forged',
  linkExpired: 'notification.link_expired',
} as const
