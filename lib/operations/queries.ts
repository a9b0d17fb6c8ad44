import 'server-only'
import {
  getErasureState,
  getOwnRecord,
  listOwnLetters,
  listOwnSignInRecords,
  type ErasureState,
} from '@/lib/accounts/queries'
import { listOwnApiTokenRecords } from '@/lib/accounts/queries/api-tokens'
import { listOwnAnnouncements } from '@/lib/announcements/queries'
import { listOwnCertificates } from '@/lib/certificates/queries'
import { listCoursesOnHand, listOwnCourses } from '@/lib/courses/queries/teaching'
import { listOwnUploads } from '@/lib/media/queries'
import { listOwnNotes } from '@/lib/notes/queries'
import { listOwnNotifications } from '@/lib/notifications/queries'
import { requireAdmin, type Viewer } from '@/lib/platform/auth/viewer'
import { now } from '@/lib/platform/clock'
import { keysetFilter, keysetSort, type Page, toPage } from '@/lib/platform/db/keyset'
import { toObjectId } from '@/lib/platform/db/object-id'
import { env } from '@/lib/platform/env'
import { notFound } from '@/lib/platform/errors'
import { runnerLookedAt } from '@/lib/platform/jobs/runner'
import { listActivityRecords, listLearningRecords } from '@/lib/progress/queries/record'
import { listOwnReviews } from '@/lib/reviews/queries'
import { Job } from '@/models/job'
import { MailOutbox } from '@/models/mail-outbox'
import { JOB_STATES, ROWS_PER_PAGE, type JobState } from './constants'
import type { JobRow, LetterDetails, LetterRow, SystemSummary } from './dto'
import type { JobsQuery, LettersQuery } from './schema'

const NEWEST_WRITTEN = [
  { path: 'createdAt', direction: -1 },
  { path: '_id', direction: -1 },
] as const
const NEWEST_CHANGED = [
  { path: 'updatedAt', direction: -1 },
  { path: '_id', direction: -1 },
] as const

/** Which parts are real and which are the embedded ones, and how the jobs stand. For admins. */
export async function getSystemSummary(viewer: Viewer): Promise<SystemSummary> {
  requireAdmin(viewer)
  const { MONGODB_URI, SMTP_URL, UPLOADTHING_TOKEN } = env()
  return {
    database: MONGODB_URI === undefined ? 'embedded' : 'mongodb',
    mail: SMTP_URL === undefined ? 'outbox' : 'smtp',
    files: UPLOADTHING_TOKEN === undefined ? 'disk' : 'uploadthing',
    jobs: await countJobs(),
    runnerLookedAt: runnerLookedAt() ?? null,
    readAt: now(),
  }
}

async function countJobs(): Promise<Record<JobState, number>> {
  const rows = await Job.aggregate<{ _id: JobState; count: number }>([
    { $match: { state: { $in: [...JOB_STATES] } } },
    { $group: { _id: '$state', count: { $sum: 1 } } },
  ])
  const counts: Record<JobState, number> = { waiting: 0, running: 0, done: 0, dead: 0 }
  for (const { _id, count } of rows) counts[_id] = count
  return counts
}

const LETTER_ROW = 'to subject template state createdAt'

/** The academy's letters, newest first, to everybody or to one address. For admins. */
export async function listLetters(viewer: Viewer, { to, cursor }: LettersQuery): Promise<Page<LetterRow>> {
  requireAdmin(viewer)
  const rows = await MailOutbox.find({ ...(to && { to }), ...keysetFilter(NEWEST_WRITTEN, cursor) })
    .select(LETTER_ROW)
    .sort(keysetSort(NEWEST_WRITTEN))
    .limit(ROWS_PER_PAGE + 1)
    .lean()
  return toPage(rows, { limit: ROWS_PER_PAGE, sort: NEWEST_WRITTEN, toItem: toLetterRow })
}

/** One letter as it was written; its text is gone once a mail server has taken it. For admins. */
export async function getLetter(viewer: Viewer, { letterId }: { letterId: string }): Promise<LetterDetails> {
  requireAdmin(viewer)
  const row = await MailOutbox.findById(toObjectId(letterId))
    .select(`${LETTER_ROW} text html error sentAt`)
    .lean()
  if (!row) throw notFound('There is no such letter.')
  return {
    ...toLetterRow(row),
    text: row.text ?? null,
    html: row.html ?? null,
    error: row.error ?? null,
    sentAt: row.sentAt ?? null,
  }
}

/** Jobs in one state, the last changed first. For admins. */
export async function listJobs(viewer: Viewer, { state, cursor }: JobsQuery): Promise<Page<JobRow>> {
  requireAdmin(viewer)
  const rows = await Job.find({ state, ...keysetFilter(NEWEST_CHANGED, cursor) })
    .select('name state attempts dueAt updatedAt lastError')
    .sort(keysetSort(NEWEST_CHANGED))
    .limit(ROWS_PER_PAGE + 1)
    .lean()
  return toPage(rows, {
    limit: ROWS_PER_PAGE,
    sort: NEWEST_CHANGED,
    toItem: (row): JobRow => ({
      id: row._id.toHexString(),
      name: row.name,
      state: row.state,
      attempts: row.attempts,
      dueAt: row.dueAt ?? null,
      updatedAt: row.updatedAt,
      lastError: row.lastError ?? null,
    }),
  })
}

/** Everything the academy holds of the viewer, for them to take along. Lists are read while they are written out. */
export async function exportAccount(viewer: Viewer) {
  const { account, profile, preferences } = await getOwnRecord(viewer)
  return {
    exportedAt: now(),
    academy: env().APP_URL,
    account,
    profile,
    preferences,
    signIns: listOwnSignInRecords(viewer),
    accessTokens: listOwnApiTokenRecords(viewer),
    learning: listLearningRecords(viewer),
    activity: listActivityRecords(viewer),
    certificates: listOwnCertificates(viewer),
    reviews: listOwnReviews(viewer),
    teaching: await listOwnCourses(viewer),
    announcements: listOwnAnnouncements(viewer),
    notes: listOwnNotes(viewer),
    notifications: listOwnNotifications(viewer),
    uploads: listOwnUploads(viewer),
    letters: listOwnLetters(viewer),
  }
}

/** How the viewer may delete their account, and which of their courses stand in the way. */
export async function getErasure(viewer: Viewer): Promise<ErasureState & { coursesOnHand: string[] }> {
  const [state, coursesOnHand] = await Promise.all([getErasureState(viewer), listCoursesOnHand(viewer)])
  return { ...state, coursesOnHand }
}

type LetterFields = Pick<LetterRow, 'to' | 'subject' | 'template' | 'state'> & {
  _id: { toHexString(): string }
  createdAt: Date
}

function toLetterRow(row: LetterFields): LetterRow {
  const { to, subject, template, state } = row
  return { id: row._id.toHexString(), to, subject, template, state, writtenAt: row.createdAt }
}
