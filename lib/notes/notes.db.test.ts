import { expect, test } from 'vitest'
import '@/lib/jobs'
import { enroll } from '@/lib/enrollments/commands'
import { systemViewer } from '@/lib/platform/auth/viewer'
import { setClock } from '@/lib/platform/clock'
import { toObjectId } from '@/lib/platform/db/object-id'
import { runDueJobs } from '@/lib/platform/jobs/runner'
import { makeCourse } from '@/lib/platform/testing/courses'
import { useTestDatabase } from '@/lib/platform/testing/db'
import { countRoundTrips } from '@/lib/platform/testing/round-trips'
import { asAdmin, asStudent, asVisitor, signedIn } from '@/lib/platform/testing/viewers'
import { leaveCourse } from '@/lib/progress/commands/leaving'
import { Bookmark } from '@/models/bookmark'
import { Course } from '@/models/course'
import { Lesson } from '@/models/lesson'
import { Note } from '@/models/note'
import { addNote, deleteNote, eraseNotes, eraseNotesOfCourse, saveNote, setBookmark } from './commands'
import { NOTE_LIMITS } from './constants'
import { getLessonNotes, listKeptPlaces, listOwnNotes } from './queries'
import { NoteWords } from './schema'

useTestDatabase()

async function learner() {
  const { course, lessons } = await makeCourse()
  const viewer = await asStudent()
  await enroll(viewer, { courseId: course.id })
  return { viewer, course, courseId: course.id as string, lessonIds: lessons.map(({ id }) => id as string) }
}
const noteIds = ['a'.repeat(24), 'b'.repeat(24)] as const

test('notes stand in the order of the video, those of the whole lesson first', async () => {
  const { viewer, lessonIds } = await learner()
  const [lessonId = '', other = ''] = lessonIds
  await addNote(viewer, { lessonId, atSecond: 90, text: 'Later' })
  await addNote(viewer, { lessonId, atSecond: 0, text: 'At once' })
  await addNote(viewer, { lessonId, atSecond: null, text: 'All of it' })
  await addNote(viewer, { lessonId: other, atSecond: null, text: 'Elsewhere' })
  const { notes } = await getLessonNotes(viewer, { lessonId })
  expect(notes.map(({ text, atSecond }) => [text, atSecond])).toEqual([
    ['All of it', null],
    ['At once', 0],
    ['Later', 90],
  ])
})

test('a note sent again under its id is changed, not doubled, even by ten calls at once', async () => {
  const { viewer, lessonIds } = await learner()
  const note = { noteId: noteIds[0], lessonId: lessonIds[0] as string, atSecond: 7 }
  await Promise.all(Array.from({ length: 10 }, () => saveNote(viewer, { ...note, text: 'Kept' })))
  await saveNote(viewer, { ...note, text: 'Kept better' })
  expect(await Note.find().lean()).toMatchObject([{ text: 'Kept better', atSecond: 7 }])
  await deleteNote(viewer, { noteId: note.noteId })
  await expect(deleteNote(viewer, { noteId: note.noteId })).rejects.toMatchObject({ code: 'not_found' })
  await saveNote(viewer, { ...note, text: 'Undone' })
  expect((await getLessonNotes(viewer, { lessonId: note.lessonId })).notes).toMatchObject([
    { text: 'Undone' },
  ])
})

test('nobody reads, changes or deletes somebody else’s notes; who does not learn there writes none', async () => {
  const { viewer, course, courseId, lessonIds } = await learner()
  const lessonId = lessonIds[0] as string
  const note = { noteId: noteIds[0], lessonId, atSecond: null, text: 'Mine alone' }
  await saveNote(viewer, note)
  await setBookmark(viewer, { lessonId, atSecond: null, isSet: true })
  const classmate = await asStudent()
  await enroll(classmate, { courseId })
  const teacher = await signedIn(String(course.instructor))

  for (const other of [classmate, await asAdmin(), teacher]) {
    expect(await getLessonNotes(other, { lessonId })).toEqual({
      notes: [],
      isBookmarked: false,
      bookmarkedSeconds: [],
    })
    expect((await listKeptPlaces(other, { courseId })).items).toEqual([])
    await expect(deleteNote(other, note)).rejects.toMatchObject({ code: 'not_found' })
    await setBookmark(other, { lessonId, atSecond: null, isSet: false })
  }
  await expect(saveNote(classmate, { ...note, text: 'Stolen' })).rejects.toMatchObject({ code: 'not_found' })
  const stranger = await asStudent()
  const words = { lessonId, atSecond: null, text: 'Hello' }
  await expect(addNote(stranger, words)).rejects.toMatchObject({ reason: 'enrollment.required' })
  await expect(setBookmark(stranger, { ...words, isSet: true })).rejects.toMatchObject({ code: 'forbidden' })
  await expect(addNote(asVisitor(), words)).rejects.toMatchObject({ code: 'unauthenticated' })
  await expect(getLessonNotes(asVisitor(), { lessonId })).rejects.toMatchObject({ code: 'unauthenticated' })
  await expect(addNote(viewer, { ...words, lessonId: 'f'.repeat(24) })).rejects.toMatchObject({
    code: 'not_found',
  })
  expect(await Note.find().lean()).toMatchObject([{ text: 'Mine alone' }])
  expect(await Bookmark.countDocuments()).toBe(1)
})

test('a note at a lesson that was withdrawn can still be changed and deleted', async () => {
  const { viewer, lessonIds } = await learner()
  const note = { noteId: noteIds[0], lessonId: lessonIds[0] as string, atSecond: null }
  await saveNote(viewer, { ...note, text: 'Before' })
  await Lesson.updateOne({ _id: note.lessonId }, { isPublished: false })
  await saveNote(viewer, { ...note, text: 'After' })
  expect(await Note.findById(note.noteId).lean()).toMatchObject({ text: 'After' })
  await expect(addNote(viewer, { ...note, text: 'New' })).rejects.toMatchObject({ code: 'not_found' })
  await deleteNote(viewer, note)
})

test('a bookmark is set once and taken away once, for the lesson and for each second', async () => {
  const { viewer, lessonIds } = await learner()
  const lessonId = lessonIds[0] as string
  await Promise.all(
    Array.from({ length: 8 }, () => setBookmark(viewer, { lessonId, atSecond: null, isSet: true })),
  )
  for (const atSecond of [40, 12, 12]) await setBookmark(viewer, { lessonId, atSecond, isSet: true })
  expect(await getLessonNotes(viewer, { lessonId })).toEqual({
    notes: [],
    isBookmarked: true,
    bookmarkedSeconds: [12, 40],
  })
  for (const atSecond of [null, 12, 12]) await setBookmark(viewer, { lessonId, atSecond, isSet: false })
  expect(await getLessonNotes(viewer, { lessonId })).toMatchObject({
    isBookmarked: false,
    bookmarkedSeconds: [40],
  })
})

test('words are bounded, and keep emoji, line breaks and other scripts', async () => {
  const of = (text: string) => NoteWords.safeParse({ lessonId: noteIds[0], atSecond: null, text })
  expect(of(' \n ').success).toBe(false)
  expect(of('x'.repeat(NOTE_LIMITS.textLength + 1)).success).toBe(false)
  expect(of(' 👩‍🚀 مرحبا\r\nনোট ').data?.text).toBe('👩‍🚀 مرحبا\nনোট')
  expect(NoteWords.safeParse({ lessonId: noteIds[0], atSecond: -1, text: 'x' }).success).toBe(false)
})

test('there is room for so many notes in a course and no more', async () => {
  const { viewer, course, lessonIds } = await learner()
  const lesson = toObjectId(lessonIds[0] as string)
  const full = Array.from({ length: NOTE_LIMITS.perCourse }, (_, index) => ({
    user: toObjectId(viewer.userId),
    course: course._id,
    lesson,
    text: `Note ${index}`,
  }))
  await Note.insertMany(full)
  await expect(
    addNote(viewer, { lessonId: lessonIds[1] as string, atSecond: null, text: 'One more' }),
  ).rejects.toMatchObject({ reason: 'note.too_many' })
  const { result, calls } = await countRoundTrips(() =>
    getLessonNotes(viewer, { lessonId: lessonIds[0] as string }),
  )
  expect(result.notes).toHaveLength(NOTE_LIMITS.perCourse)
  expect(calls).toHaveLength(1)
})

test('all of a course comes a page at a time, last kept first, and is found by its words or its lesson', async () => {
  const { viewer, courseId, lessonIds } = await learner()
  for (let index = 0; index < 8; index += 1) {
    setClock(new Date(Date.UTC(2030, 0, index + 1)))
    const lessonId = lessonIds[index % 3] as string
    await addNote(viewer, { lessonId, atSecond: null, text: `Note ${index}: 100% (sure).` })
  }
  setClock(undefined)
  await setBookmark(viewer, { lessonId: lessonIds[2] as string, atSecond: 5, isSet: true })
  const seen: (string | null)[] = []
  let cursor: string | undefined
  do {
    const read = await countRoundTrips(() => listKeptPlaces(viewer, { courseId, cursor, limit: 4 }))
    expect(read.calls).toHaveLength(1)
    seen.push(...read.result.items.map(({ text }) => text))
    cursor = read.result.nextCursor ?? undefined
  } while (cursor !== undefined)
  expect(new Set(seen)).toHaveLength(9)
  expect(seen).toContain(null)

  const found = async (q: string, ids: string[] = []) =>
    (await listKeptPlaces(viewer, { courseId, q, lessonIds: ids })).items
  expect(await found('note 3')).toMatchObject([{ text: 'Note 3: 100% (sure).' }])
  expect(await found('100% (SURE)')).toHaveLength(8)
  expect(await found('.*')).toEqual([])
  expect(await found('nothing', [lessonIds[2] as string])).toHaveLength(3)
})

test('leaving erases notes only where the learner wants it, and what is written after coming back stays', async () => {
  const { viewer, courseId, lessonIds } = await learner()
  const lessonId = lessonIds[0] as string
  await addNote(viewer, { lessonId, atSecond: null, text: 'First time' })
  await setBookmark(viewer, { lessonId, atSecond: null, isSet: true })
  await leaveCourse(viewer, { courseId, progress: 'keep' })
  await runDueJobs()
  expect(await Note.countDocuments()).toBe(1)
  await enroll(viewer, { courseId })
  await leaveCourse(viewer, { courseId, progress: 'erase' })
  await enroll(viewer, { courseId })
  await addNote(viewer, { lessonId, atSecond: null, text: 'Second time' })
  await runDueJobs()
  expect(await Note.find().lean()).toMatchObject([{ text: 'Second time' }])
  expect(await Bookmark.countDocuments()).toBe(0)
})

test('only the house erases, and the export brings everything along', async () => {
  const { viewer, courseId, lessonIds } = await learner()
  const lessonId = lessonIds[0] as string
  await addNote(viewer, { lessonId, atSecond: 3, text: 'Mine' })
  await setBookmark(viewer, { lessonId, atSecond: null, isSet: true })
  const titles = {
    course: (await Course.findById(courseId).orFail().lean()).title,
    lesson: (await Lesson.findById(lessonId).orFail().lean()).title,
  }
  const exported = []
  for await (const row of listOwnNotes(viewer)) exported.push(row)
  expect(exported).toMatchObject([
    { kind: 'note', ...titles, atSecond: 3, text: 'Mine' },
    { kind: 'bookmark', ...titles, atSecond: null, text: null },
  ])
  const admin = await asAdmin()
  await expect(eraseNotes(admin, viewer)).rejects.toMatchObject({ code: 'forbidden' })
  await expect(
    eraseNotesOfCourse(viewer, { userId: viewer.userId, courseId, at: new Date() }),
  ).rejects.toMatchObject({ code: 'forbidden' })
  await eraseNotes(systemViewer('test'), viewer)
  expect((await Note.countDocuments()) + (await Bookmark.countDocuments())).toBe(0)
})
