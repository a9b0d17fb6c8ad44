import 'server-only'
import { Types } from 'mongoose'
import { ENROLLMENT_REASONS } from '@/lib/enrollments/constants'
import { findMyLearning } from '@/lib/enrollments/queries'
import { requireMember, type Member, type Viewer } from '@/lib/platform/auth/viewer'
import { duplicateKeyFields } from '@/lib/platform/db/duplicate-key'
import { toObjectId } from '@/lib/platform/db/object-id'
import { AppError, forbidden, notFound } from '@/lib/platform/errors'
import { Bookmark } from '@/models/bookmark'
import { Lesson } from '@/models/lesson'
import { Note } from '@/models/note'
import { NOTE_LIMITS, NOTE_REASONS } from './constants'
import { toNoteView, type NoteView } from './dto'
import type { NoteReference, NoteWords, SaveNote, SetBookmark } from './schema'

/**
 * Writes a note of the viewer's at a lesson they learn, under an id that their page has made. Sent again, it is changed;
 * an id that is somebody else's is not found.
 */
export async function saveNote(viewer: Viewer, input: SaveNote): Promise<NoteView> {
  const member = requireMember(viewer)
  const changed = await changeNote(member, input)
  if (changed !== null) return changed
  const place = await placeOf(member, input.lessonId)
  await requireRoom(Note, place)
  try {
    const { atSecond, text } = input
    const [row] = await Note.create([{ ...place, _id: toObjectId(input.noteId), atSecond, text }])
    if (row === undefined) throw new Error('The note was not made.')
    return toNoteView(row)
  } catch (error) {
    if (duplicateKeyFields(error) === undefined) throw error
    // The same note arrived at the same moment by another way, or the id belongs to somebody else.
    const now = await changeNote(member, input)
    if (now === null) throw notFound('There is no such note.')
    return now
  }
}

/** The same from a plain form, which makes no ids. */
export function addNote(viewer: Viewer, words: NoteWords): Promise<NoteView> {
  return saveNote(viewer, { ...words, noteId: new Types.ObjectId().toHexString() })
}

/** Deletes a note of the viewer's. To undo it, their page saves it again. */
export async function deleteNote(viewer: Viewer, { noteId }: NoteReference): Promise<void> {
  const user = toObjectId(requireMember(viewer).userId)
  const { deletedCount } = await Note.deleteOne({ _id: toObjectId(noteId), user })
  if (deletedCount === 0) throw notFound('There is no such note.')
}

/** Marks a lesson, or a second of its video, to be found again; or takes the mark away. Said twice, it changes nothing. */
export async function setBookmark(viewer: Viewer, input: SetBookmark): Promise<void> {
  const member = requireMember(viewer)
  const { lessonId, atSecond, isSet } = input
  const mark = { user: toObjectId(member.userId), lesson: toObjectId(lessonId), atSecond }
  if (!isSet) {
    await Bookmark.deleteOne(mark)
    return
  }
  const place = await placeOf(member, lessonId)
  if ((await Bookmark.exists(mark)) !== null) return
  await requireRoom(Bookmark, place)
  try {
    await Bookmark.create([{ ...place, atSecond }])
  } catch (error) {
    if (duplicateKeyFields(error) === undefined) throw error
  }
}

const ROWS_PER_STEP = 500

/** Erases what a person whose account is gone has noted and marked. */
export async function eraseNotes(viewer: Viewer, { userId }: { userId: string }): Promise<void> {
  if (viewer.kind !== 'system') throw forbidden()
  const user = toObjectId(userId)
  for (;;) {
    const notes = await Note.find({ user }).limit(ROWS_PER_STEP).select({ _id: 1 }).lean()
    const marks = await Bookmark.find({ user }).limit(ROWS_PER_STEP).select({ _id: 1 }).lean()
    await Note.deleteMany({ _id: { $in: notes.map(({ _id }) => _id) } })
    await Bookmark.deleteMany({ _id: { $in: marks.map(({ _id }) => _id) } })
    if (notes.length < ROWS_PER_STEP && marks.length < ROWS_PER_STEP) return
  }
}

/** Erases what a learner noted in a course until they left it; what they write after coming back stays. */
export async function eraseNotesOfCourse(
  viewer: Viewer,
  { userId, courseId, at }: { userId: string; courseId: string; at: Date },
): Promise<void> {
  if (viewer.kind !== 'system') throw forbidden()
  const until = { user: toObjectId(userId), course: toObjectId(courseId), createdAt: { $lte: at } }
  await Note.deleteMany(until)
  await Bookmark.deleteMany(until)
}

/** Null where the viewer has no such note. It stays at its lesson, whatever the page says. */
async function changeNote(member: Member, input: SaveNote): Promise<NoteView | null> {
  const { noteId, atSecond, text } = input
  const row = await Note.findOneAndUpdate(
    { _id: toObjectId(noteId), user: toObjectId(member.userId) },
    { $set: { atSecond, text } },
    { returnDocument: 'after' },
  ).lean()
  return row === null ? null : toNoteView(row)
}

type Place = { user: Types.ObjectId; course: Types.ObjectId; lesson: Types.ObjectId }

/** Notes are for who learns in the course. */
async function placeOf(member: Member, lessonId: string): Promise<Place> {
  const lesson = await Lesson.findOne({ _id: toObjectId(lessonId), isPublished: true })
    .select({ course: 1 })
    .lean()
  if (lesson === null) throw notFound('There is no such lesson.')
  const learning = await findMyLearning(member, { courseId: lesson.course.toHexString() })
  if (learning === null) throw forbidden('Enrol in this course first.', ENROLLMENT_REASONS.required)
  return { user: toObjectId(member.userId), course: lesson.course, lesson: lesson._id }
}

/** Two at once may pass the limit by one, which costs nothing. */
async function requireRoom(model: typeof Note | typeof Bookmark, { user, course }: Place): Promise<void> {
  const count = await (model as typeof Note).countDocuments({ user, course })
  if (count < NOTE_LIMITS.perCourse) return
  throw new AppError('conflict', 'There is no room for more.', { reason: NOTE_REASONS.tooMany })
}
