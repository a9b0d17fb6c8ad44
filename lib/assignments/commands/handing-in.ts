import 'server-only'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { now } from '@/lib/platform/clock'
import { AppError } from '@/lib/platform/errors'
import { emit } from '@/lib/platform/jobs/events'
import { Submission } from '@/models/submission'
import { ASSIGNMENT_REASONS as REASONS } from '../constants'
import type { SubmissionRow, VersionRow } from '../dto'
import { dueAtOf } from '../due'
import { submissionReceived } from '../events'
import { SubmittedLink, type SubmissionWords } from '../schema'
import { daysLate } from '../scoring'
import { beginAttempt, draftChanged, placeOf, readStanding, type HeldPlace } from './drafts'

export type HandedIn = { submissionId: string; attempt: number; daysLate: number }

/**
 * Hands the viewer's attempt in, with what their page says was written last. Each attempt is handed in once, whatever is
 * pressed twice; the server's clock says whether it is late.
 *
 * @throws conflict (`assignment.handed_in`, `assignment.over`, …); invalid with the field that is wrong
 *   (`assignment.nothing_handed_in`, `assignment.type_not_taken`); precondition (`assignment.draft_changed`)
 */
export async function handIn(
  viewer: Viewer,
  { words, ...held }: HeldPlace & { words: SubmissionWords },
): Promise<HandedIn> {
  const place = placeOf(viewer, held)
  const { version, draft, begin, laterDays } = await readStanding(place)
  const row = draft ?? (await beginAttempt(place, begin, {}))
  // A page that knows of no draft, as one without scripts, may begin one by handing in.
  if (draft === null ? words.version !== 0 : words.version !== row.version) throw draftChanged()
  requireSomething(version, row, words)
  const at = now()
  const dueAt = dueAtOf(version.due ?? null, laterDays)
  const late = daysLate(at, dueAt)
  if (late > 0 && version.late.rule === 'refused')
    throw new AppError('conflict', 'The time for this is over.', { reason: REASONS.over })
  const { text, link } = words
  const { modifiedCount } = await Submission.updateOne(
    { _id: row._id, state: 'draft', version: row.version },
    {
      $set: {
        text,
        link,
        savedAt: at,
        state: 'submitted',
        submittedAt: at,
        answers: version.number,
        dueAt,
        daysLate: late,
      },
      $inc: { version: 1 },
    },
  )
  if (modifiedCount === 0) throw draftChanged()
  const submissionId = row._id.toHexString()
  const { lessonId, courseId } = held
  await emit(submissionReceived, { submissionId, lessonId, courseId, userId: place.user.toHexString(), at })
  return { submissionId, attempt: row.attempt, daysLate: late }
}

/** Something that the assignment takes, and nothing that it does not. */
function requireSomething(
  { submissionTypes }: VersionRow,
  { files }: SubmissionRow,
  { text, link }: SubmissionWords,
): void {
  const given = {
    text: text.trim() !== '',
    link: link !== '',
    file: files.length > 0,
  }
  const fields: Record<string, string> = {}
  for (const type of ['text', 'link', 'file'] as const)
    if (given[type] && !submissionTypes.includes(type)) fields[type] = REASONS.notTaken
  if (given.link && !SubmittedLink.safeParse(link).success) fields['link'] ??= 'url'
  const first = submissionTypes[0] ?? 'text'
  if (!Object.values(given).includes(true)) fields[first] = REASONS.nothingHandedIn
  if (Object.keys(fields).length > 0)
    throw new AppError('invalid', 'This cannot be handed in yet.', {
      reason: Object.values(fields).find((reason) => reason.startsWith('assignment.')),
      fields,
    })
}
