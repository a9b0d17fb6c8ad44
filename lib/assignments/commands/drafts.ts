import 'server-only'
import type { Types } from 'mongoose'
import { requireMember, type Viewer } from '@/lib/platform/auth/viewer'
import { now } from '@/lib/platform/clock'
import { toObjectId } from '@/lib/platform/db/object-id'
import { AppError } from '@/lib/platform/errors'
import { readAccommodations } from '@/lib/quizzes/queries/accommodations'
import { Submission } from '@/models/submission'
import { nextAttemptOf } from '../attempts'
import { ASSIGNMENT_LIMITS, ASSIGNMENT_REASONS as REASONS } from '../constants'
import type { SubmissionRow, VersionRow } from '../dto'
import { findCurrentVersion, readAttempts, type LearnerAndLesson } from '../queries/attempts'
import type { SubmissionWords } from '../schema'

/*
 * What learners do is wrapped by lib/progress, which holds the lesson and knows that it is open to them; everything here
 * runs in its transaction.
 */

/** The lesson that lib/progress holds for the viewer. */
export type HeldPlace = { courseId: string; lessonId: string }
export type SavedDraft = { attempt: number; version: number; savedAt: string }
export type DraftRow = { _id: Types.ObjectId; version: number; attempt: number }

/**
 * Keeps what the viewer has written so far. `version` is the one their page read, 0 where it knows of none; it may be
 * unfinished in every way, also after the due moment: nothing that was typed is lost.
 *
 * @throws conflict (`assignment.not_published`, `assignment.handed_in`, `assignment.no_attempts_left`); precondition
 *   (`assignment.draft_changed`) where another tab wrote meanwhile
 */
export async function saveDraft(
  viewer: Viewer,
  { words, ...held }: HeldPlace & { words: SubmissionWords },
): Promise<SavedDraft> {
  const place = placeOf(viewer, held)
  const { draft, begin } = await readStanding(place)
  const { text, link, version } = words
  if (draft === null) {
    if (version !== 0) throw draftChanged()
    const row = await beginAttempt(place, begin, { text, link })
    return toSaved(row)
  }
  const row = await Submission.findOneAndUpdate(
    { _id: draft._id, state: 'draft', version },
    { $set: { text, link, savedAt: now() }, $inc: { version: 1 } },
    { returnDocument: 'after' },
  ).lean<SubmissionRow>()
  if (row === null) throw draftChanged()
  return toSaved(row)
}

/** The viewer's draft, begun where there is none; for what is added to it. */
export async function openDraft(viewer: Viewer, held: HeldPlace): Promise<SubmissionRow> {
  const place = placeOf(viewer, held)
  const { draft, begin } = await readStanding(place)
  return draft ?? beginAttempt(place, begin, {})
}

type Begin = { attempt: number; before: SubmissionRow | undefined }
export type Standing = {
  version: VersionRow
  draft: SubmissionRow | null
  begin: Begin | null
  attempts: SubmissionRow[]
  laterDays: number
}

/** What the learner has of an assignment, and whether they may begin another attempt. */
export async function readStanding(place: LearnerAndLesson): Promise<Standing> {
  const version = await findCurrentVersion(place.lesson)
  if (version === null)
    throw new AppError('conflict', 'The assignment is not there yet.', { reason: REASONS.notPublished })
  const attempts = await readAttempts(place)
  const { laterDays, extraAttempts } = await readAccommodations(place)
  const last = attempts.at(-1)
  const attempt = nextAttemptOf(attempts, version.attempts + extraAttempts)
  return {
    version,
    draft: last?.state === 'draft' ? last : null,
    begin: attempt === null ? null : { attempt, before: last },
    attempts,
    laterDays,
  }
}

/** Begins the next attempt; after work that was sent back it goes on from that. */
export async function beginAttempt(
  place: LearnerAndLesson,
  begin: Begin | null,
  words: { text?: string; link?: string },
): Promise<SubmissionRow> {
  if (begin === null) throw await refusalOf(place)
  const before = begin.before?.state === 'returned' ? begin.before : undefined
  const [row] = await Submission.insertMany([
    {
      ...place,
      attempt: begin.attempt,
      text: words.text ?? before?.text ?? '',
      link: words.link ?? before?.link ?? '',
      files: before?.files ?? [],
      savedAt: now(),
    },
  ])
  if (row === undefined) throw new Error('The attempt was not begun.')
  return row.toObject() as SubmissionRow
}

async function refusalOf({ user, lesson }: LearnerAndLesson): Promise<AppError> {
  const waiting = await Submission.exists({ lesson, user, state: { $in: ['submitted', 'held'] } })
  return waiting === null
    ? new AppError('conflict', 'There is no attempt left.', { reason: REASONS.noAttemptsLeft })
    : new AppError('conflict', 'This is handed in already.', { reason: REASONS.handedIn })
}

export function draftChanged(): AppError {
  return new AppError('precondition', 'The draft was changed elsewhere.', { reason: REASONS.draftChanged })
}

export function placeOf(viewer: Viewer, { courseId, lessonId }: HeldPlace): LearnerAndLesson {
  return {
    user: toObjectId(requireMember(viewer).userId),
    course: toObjectId(courseId),
    lesson: toObjectId(lessonId),
  }
}

function toSaved({ attempt, version, savedAt }: SubmissionRow): SavedDraft {
  return { attempt, version, savedAt: savedAt.toISOString() }
}

/** Adds a file that is kept to the viewer's draft. */
export async function addDraftFile(
  viewer: Viewer,
  {
    file,
    ...held
  }: HeldPlace & { file: { uploadId: string; name: string; sizeBytes: number; mime: string } },
): Promise<SavedDraft> {
  const draft = await openDraft(viewer, held)
  const { uploadId, ...facts } = file
  const row = await Submission.findOneAndUpdate(
    { _id: draft._id, state: 'draft', [`files.${ASSIGNMENT_LIMITS.files - 1}`]: { $exists: false } },
    { $push: { files: { upload: toObjectId(uploadId), ...facts } }, $set: { savedAt: now() } },
    { returnDocument: 'after' },
  ).lean<SubmissionRow>()
  if (row === null) throw tooManyFiles()
  return toSaved(row)
}

/** Refuses a file before its bytes come: where the assignment takes none, or as many are there as may be. */
export async function requireRoomForFile(viewer: Viewer, held: HeldPlace): Promise<void> {
  const { version, draft, begin } = await readStanding(placeOf(viewer, held))
  if (!version.submissionTypes.includes('file'))
    throw new AppError('conflict', 'This assignment takes no files.', { reason: REASONS.notTaken })
  if (draft === null && begin === null) throw await refusalOf(placeOf(viewer, held))
  if ((draft?.files.length ?? 0) >= ASSIGNMENT_LIMITS.files) throw tooManyFiles()
}

/** Takes a file out of the viewer's draft; true when nothing else names it any more. */
export async function removeDraftFile(
  viewer: Viewer,
  { uploadId, ...held }: HeldPlace & { uploadId: string },
): Promise<boolean> {
  // Rework begins with the files of what was sent back, so one of those may be taken out first of all.
  const draft = await openDraft(viewer, held)
  const upload = toObjectId(uploadId)
  const { modifiedCount } = await Submission.updateOne(
    { _id: draft._id, state: 'draft', 'files.upload': upload },
    { $pull: { files: { upload } }, $set: { savedAt: now() } },
  )
  if (modifiedCount === 0) throw new AppError('not_found', 'There is no such file.')
  return (await Submission.exists({ 'files.upload': upload })) === null
}

function tooManyFiles(): AppError {
  return new AppError('conflict', 'There is no room for another file.', { reason: REASONS.tooManyFiles })
}
