import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import mongoose from 'mongoose'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import '@/lib/jobs'
import { publishAssignments, saveAssignment } from '@/lib/assignments/commands/authoring'
import { SaveAssignment } from '@/lib/assignments/schema'
import { requestErasureCode } from '@/lib/accounts/commands/erasure'
import { requestEmailChange } from '@/lib/accounts/commands/email'
import { changeUsername } from '@/lib/accounts/commands/username'
import { updateProfile } from '@/lib/accounts/commands/profile'
import { getCourseForLearning } from '@/lib/courses/queries/course'
import { refreshListing } from '@/lib/courses/commands/listing'
import { enroll } from '@/lib/enrollments/commands'
import { setAvatar } from '@/lib/media/commands/avatar'
import { putPublicPicture } from '@/lib/media/commands/pictures'
import { addNote, setBookmark } from '@/lib/notes/commands'
import { hashPassword } from '@/lib/platform/auth/password'
import { systemViewer, type Member } from '@/lib/platform/auth/viewer'
import { encryptField } from '@/lib/platform/db/encrypted-field'
import { resetEnv } from '@/lib/platform/env'
import { jsonStream } from '@/lib/platform/http/json-stream'
import { runDueJobs } from '@/lib/platform/jobs/runner'
import { inTransaction } from '@/lib/platform/db/transaction'
import { makeCourse } from '@/lib/platform/testing/courses'
import { makeQuizVersion } from '@/lib/platform/testing/quizzes'
import { useTestDatabase } from '@/lib/platform/testing/db'
import { asAdmin, asInstructor, asStudent, asUser, asVisitor, signedIn } from '@/lib/platform/testing/viewers'
import { handInAssignment } from '@/lib/progress/commands/assignment'
import { gradeSubmission } from '@/lib/progress/commands/grading'
import { handInQuiz, startQuiz } from '@/lib/progress/commands/quiz'
import { readmitStudent, removeStudent } from '@/lib/progress/commands/removing'
import { accommodate } from '@/lib/quizzes/commands/accommodations'
import { completeLesson } from '@/lib/progress/commands/lessons'
import { eraseReviews, writeReview } from '@/lib/reviews/commands'
import { leaveCourse } from '@/lib/progress/commands/leaving'
import { eraseEnrollments } from '@/lib/enrollments/commands'
import { eraseProgress } from '@/lib/progress/commands/erasing'
import { keepCourseFile } from '@/lib/media/commands/course-files'
import { eraseUploads } from '@/lib/media/commands/erasing'
import { releaseCourses } from '@/lib/courses/commands/releasing'
import { suspendAccount } from '@/lib/accounts/commands/standing'
import { Course } from '@/models/course'
import { Enrollment } from '@/models/enrollment'
import { LessonProgress } from '@/models/lesson-progress'
import { MailOutbox } from '@/models/mail-outbox'
import { ProgressEvent } from '@/models/progress-event'
import { SignIn } from '@/models/sign-in'
import { Upload } from '@/models/upload'
import { User } from '@/models/user'
import { deleteAccount } from './commands'
import { exportAccount, getErasure } from './queries'

useTestDatabase()

let folder: string
let passwordHash: string
const password = 'engines weave numbers'
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'account-end-'))
  process.env['DATA_DIR'] = folder
  resetEnv()
  passwordHash = await hashPassword(password)
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const ada = () =>
  asStudent({ username: 'ada', email: 'ada@example.test', fullName: 'Ada Lovelace', passwordHash })
const end = (viewer: Member, given: object = {}) =>
  deleteAccount(viewer, { username: viewer.username, password, ...given })
const filesOnDisk = async () =>
  (await readdir(path.join(folder, 'uploads'), { recursive: true, withFileTypes: true })).filter((entry) =>
    entry.isFile(),
  )
const picture = () =>
  sharp({ create: { width: 60, height: 60, channels: 3, background: 'teal' } })
    .png()
    .toBuffer()
async function* from(bytes: Uint8Array) {
  yield bytes
}
async function exported(viewer: Member) {
  const text = await new Response(jsonStream(await exportAccount(viewer))).text()
  return { text, data: JSON.parse(text) }
}

/** Whatever still names the person, by id or address, as `collection: row`. */
async function tracesOf(...words: string[]): Promise<string[]> {
  const traces: string[] = []
  for (const { name } of await mongoose.connection.listCollections()) {
    for (const row of await mongoose.connection.collection(name).find({}).toArray()) {
      const text = JSON.stringify(row).toLowerCase()
      if (words.some((word) => text.includes(word.toLowerCase()))) traces.push(`${name}: ${text}`)
    }
  }
  return traces
}

/** A person who has done here whatever there is to do. */
async function livedIn(viewer: Member) {
  const [done, left] = [await makeCourse(), await makeCourse()]
  for (const { course } of [done, left]) await enroll(viewer, { courseId: course.id })
  for (const { id } of done.lessons) await completeLesson(viewer, { lessonId: id })
  await leaveCourse(viewer, { courseId: left.course.id, progress: 'keep' })
  await writeReview(viewer, { courseId: done.course.id, rating: 2, text: 'Too short for me.' })
  const lessonId = String(done.lessons[0]?.id)
  await addNote(viewer, { lessonId, atSecond: 12, text: 'Read this again.' })
  await setBookmark(viewer, { lessonId, atSecond: null, isSet: true })
  await setAvatar(viewer, { source: from(await picture()), name: 'portrait.png', crop: {} })
  await requestEmailChange(viewer, { email: 'countess@example.test', password })
  await updateProfile(viewer, {
    fullName: 'Ada Lovelace',
    bio: 'I write programs.',
    country: 'GB',
    nativeLanguages: ['en'],
    learning: [],
    teachingLanguages: [],
  })
  await tryWork(viewer)
  return { done, left }
}

/** A course with a quiz that was tried, and an assignment whose grade is held. */
async function tryWork(viewer: Member) {
  const teacher = await asAdmin()
  const { course, lessons } = await makeCourse({}, [
    { type: 'assignment', title: 'The essay' },
    { type: 'quiz', title: 'The quiz' },
  ])
  const [essay, quiz] = lessons
  if (essay === undefined || quiz === undefined) throw new Error('No lessons.')
  const content = { instructions: 'Write.', points: 10, lessonId: essay.id, version: 0 }
  await saveAssignment(teacher, SaveAssignment.parse(content))
  await inTransaction(() => publishAssignments([essay._id]))
  await makeQuizVersion(quiz)
  await enroll(viewer, { courseId: course.id })
  const work = { lessonId: String(essay.id), text: 'My engine weaves.', link: '', version: 0 }
  const { submissionId } = await handInAssignment(viewer, work)
  const held = { version: 2, choices: {}, points: 7.25, comment: 'Not yet said', isReleased: false }
  await gradeSubmission(teacher, { submissionId, ...held })
  const learner = { courseId: String(course.id), userId: viewer.userId }
  const more = { extraTimePercent: 50, extraAttempts: 1, laterDays: 2, reason: 'Has a broken arm.' }
  await accommodate(teacher, { ...learner, ...more })
  await removeStudent(teacher, { ...learner, reason: 'By mistake.' })
  await readmitStudent(teacher, learner)
  const { attemptId } = await startQuiz(viewer, { lessonId: String(quiz.id) })
  await handInQuiz(viewer, { lessonId: String(quiz.id), attemptId })
}

describe('deleting an account', () => {
  it('leaves nothing of the person but the farewell letter, and every count exact', async () => {
    const viewer = await ada()
    const second = await signedIn(viewer.userId)
    const other = await asStudent()
    const { done, left } = await livedIn(viewer)
    await enroll(other, { courseId: done.course.id })
    await completeLesson(other, { lessonId: String(done.lessons[0]?.id) })
    await changeUsername(viewer, { username: 'countess' })
    await runDueJobs()
    expect((await filesOnDisk()).length).toBeGreaterThan(0)

    await end({ ...viewer, username: 'countess' })
    const outcomes = await runDueJobs()
    expect(outcomes.filter(({ state }) => state !== 'done')).toEqual([])

    const traces = await tracesOf(viewer.userId, 'ada@example.test', 'lovelace')
    const [letter, ...more] = traces
    expect(letter).toMatch(/^mailOutbox: .*"template":"accounterased"/)
    expect(more).toEqual([])
    expect(await filesOnDisk()).toEqual([])
    expect((await Course.findById(done.course.id).orFail()).enrollmentCount).toBe(1)
    expect((await Course.findById(left.course.id).orFail()).enrollmentCount).toBe(0)
    expect((await Course.findById(done.course.id).orFail()).rating).toMatchObject({ count: 0, average: 0 })
    await expect(signedIn(second.userId)).rejects.toThrow()

    expect(await Enrollment.countDocuments({ user: other.userId })).toBe(1)
    expect(await LessonProgress.countDocuments({ user: other.userId })).toBe(1)
    expect(await ProgressEvent.countDocuments({ user: other.userId })).toBeGreaterThan(0)
    expect(await SignIn.countDocuments({ user: other.userId, endedAt: null })).toBe(1)
    expect(await User.countDocuments({ _id: other.userId })).toBe(1)
  })

  it('frees the address and the names, old and new', async () => {
    const viewer = await ada()
    await changeUsername(viewer, { username: 'countess' })
    await end({ ...viewer, username: 'countess' })
    const again = await asStudent({
      username: 'Countess',
      usernameKey: 'countess',
      email: 'ada@example.test',
    })
    await expect(changeUsername(again, { username: 'ada' })).resolves.toEqual({ username: 'ada' })
  })

  it('is refused without the password and the username, and then changes nothing', async () => {
    const viewer = await ada()
    const wrongPassword = { fields: { password: 'account.password_wrong' } }
    for (const given of ['wrong password', '', undefined])
      await expect(end(viewer, { password: given })).rejects.toMatchObject(wrongPassword)
    await expect(end(viewer, { username: 'somebody' })).rejects.toMatchObject({
      fields: { username: 'account.username_differs' },
    })
    await expect(requestErasureCode(viewer, {})).rejects.toMatchObject({ reason: 'account.password_instead' })
    await expect(end(viewer, { password: undefined, code: '123456' })).rejects.toMatchObject(wrongPassword)
    expect(await User.countDocuments({ _id: viewer.userId })).toBe(1)
    expect(await SignIn.countDocuments({ user: viewer.userId })).toBe(1)
    expect(await MailOutbox.countDocuments({ template: 'accountErased' })).toBe(0)
  })

  it('is for the person alone: no visitor, no house, nobody with another person’s password', async () => {
    const victim = await ada()
    const given = { username: 'ada', password }
    await expect(deleteAccount(asVisitor(), given)).rejects.toMatchObject({ code: 'unauthenticated' })
    const house = systemViewer('test')
    await expect(deleteAccount(house, given)).rejects.toMatchObject({ code: 'unauthenticated' })
    const other = await asStudent({ passwordHash: await hashPassword('another long password') })
    await expect(deleteAccount(other, given)).rejects.toMatchObject({ code: 'invalid' })
    const { userId } = victim
    for (const erase of [eraseEnrollments, eraseProgress, eraseUploads, releaseCourses, eraseReviews])
      await expect(erase(other, { userId })).rejects.toMatchObject({ code: 'forbidden' })
    expect(await User.countDocuments()).toBe(2)
  })

  it('asks who has no password for a mailed code, and takes it once', async () => {
    const viewer = await asUser({ username: 'grace', email: 'grace@example.test', passwordHash: undefined })
    expect(await getErasure(viewer)).toMatchObject({ hasPassword: false, isCodeSent: false })
    const bare = { username: 'grace', password: undefined }
    await expect(end(viewer, bare)).rejects.toMatchObject({ fields: { code: 'account.code_wrong' } })
    const tooEarly = end(viewer, { ...bare, code: '123456' })
    await expect(tooEarly).rejects.toMatchObject({ reason: 'account.code_expired' })
    await requestErasureCode(viewer, {})
    expect(await getErasure(viewer)).toMatchObject({ isCodeSent: true })
    const code = (await MailOutbox.findOne({ template: 'eraseAccount' }).orFail()).subject.slice(0, 6)
    const wrong = code === '000000' ? '000001' : '000000'
    await expect(end(viewer, { ...bare, code: wrong })).rejects.toMatchObject({
      reason: 'account.code_wrong',
    })
    await end(viewer, { ...bare, code })
    await runDueJobs()
    expect((await tracesOf(viewer.userId, 'grace@example.test')).length).toBe(1)
  })

  it('happens once when two tabs ask at once', async () => {
    const viewer = await ada()
    const ends = await Promise.allSettled([end(viewer), end(viewer)])
    expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await MailOutbox.countDocuments({ template: 'accountErased' })).toBe(1)
  })

  it('does not leave the academy without an admin, not even when the last two go at once', async () => {
    const [first, second] = [await asAdmin({ passwordHash }), await asAdmin({ passwordHash })]
    const somebody = await asStudent()
    await suspendAccount(first, { userId: somebody.userId, reason: 'Unkind.' })
    const ends = await Promise.allSettled([end(first), end(second)])
    expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const [gone, here] = ends[0]?.status === 'fulfilled' ? [first, second] : [second, first]
    expect(await getErasure(here)).toMatchObject({ isLastAdmin: true })
    await expect(end(here)).rejects.toMatchObject({ code: 'conflict', reason: 'account.last_admin' })
    await runDueJobs()
    expect((await tracesOf(gone.userId)).filter((trace) => !trace.startsWith('mailOutbox'))).toEqual([])
    expect((await User.findById(somebody.userId).orFail()).suspension?.reason).toBe('Unkind.')
  })
})

describe('a teacher who leaves', () => {
  const ines = () => asInstructor({ username: 'ines', fullName: 'Ines Okafor', passwordHash })

  it('is refused while a course has lessons or learners', async () => {
    const viewer = await ines()
    const instructor = new mongoose.Types.ObjectId(viewer.userId)
    const { course } = await makeCourse({ instructor, title: 'Walking', status: 'draft' })
    const refused = { code: 'conflict', reason: 'account.teaches_courses' }
    expect((await getErasure(viewer)).coursesOnHand).toEqual(['Walking'])
    await expect(end(viewer)).rejects.toMatchObject(refused)
    await Course.updateOne({ _id: course._id }, { $set: { status: 'published' } })
    await expect(end(viewer)).rejects.toMatchObject(refused)
    await makeCourse({ instructor, title: 'Only learners', enrollmentCount: 1 }, 0)
    expect((await getErasure(viewer)).coursesOnHand).toEqual(['Walking', 'Only learners'])
    expect(await User.countDocuments({ _id: viewer.userId })).toBe(1)
  })

  it('leaves archived courses to those who learn in them, without a name, and no empty draft nor its trailer', async () => {
    const viewer = await ines()
    const instructor = new mongoose.Types.ObjectId(viewer.userId)
    const learner = await asStudent()
    const words = { title: 'Walking', subtitle: '', tags: [], language: 'en' as const }
    const { course } = await makeCourse({ ...words, instructor })
    const helped = await makeCourse({ coInstructors: [instructor] })
    for (const { id } of [course, helped.course]) await refreshListing(viewer, { courseId: id })
    const bytes = (async function* () {
      yield Buffer.from('WEBVTT\n\n00:00.000 --> 00:01.000\nWelcome.\n')
    })()
    const spoken = await keepCourseFile(viewer, { kind: 'captions', name: 'en.vtt', bytes })
    const captions = [{ language: 'en', upload: spoken.uploadId, url: spoken.publicUrl }]
    const trailer = { source: 'link', url: 'https://example.org/trailer.mp4', captions }
    const empty = await makeCourse({ instructor, status: 'draft', publishedAt: null, trailer } as never, 0)
    const { url } = await putPublicPicture(viewer, await picture(), 'map.png')
    await enroll(learner, { courseId: course.id })
    await Course.updateOne({ _id: course._id }, { $set: { status: 'archived' } })

    await end(viewer)
    await runDueJobs()
    const kept = await getCourseForLearning(learner, { slug: course.slug })
    expect(kept).toMatchObject({ title: 'Walking', status: 'archived', instructor: null })
    expect(await Course.findById(empty.course.id)).toBeNull()
    expect(await Upload.findById(spoken.uploadId)).toBeNull()
    expect((await Course.findById(helped.course.id).orFail()).coInstructors).toEqual([])
    const picked = await Upload.findOne({ kind: 'picture' }).orFail()
    expect([picked.owner, url]).toEqual([undefined, expect.stringContaining(picked.sha256)])
    const traces = await tracesOf(viewer.userId, 'okafor')
    expect(traces.filter((trace) => !trace.startsWith('mailOutbox'))).toEqual([])
  })

  it('archives what was begun while the account went', async () => {
    const viewer = await ines()
    await end(viewer)
    const instructor = new mongoose.Types.ObjectId(viewer.userId)
    const { course } = await makeCourse({ instructor, status: 'draft', publishedAt: null })
    await runDueJobs()
    expect(await Course.findById(course.id).orFail()).toMatchObject({ status: 'archived', instructor: null })
  })
})

describe('the export', () => {
  it('holds everything of the person and no secret', async () => {
    const viewer = await ada()
    await User.updateOne(
      { _id: viewer.userId },
      {
        $set: {
          'profile.dateOfBirth': encryptField('1990-12-10'),
          passwordReset: { hash: 'hash-of-a-link', expiresAt: new Date(Date.now() + 1000) },
        },
      },
    )
    const { done } = await livedIn(viewer)
    const byCode = await asUser({ username: 'grace', email: 'grace@example.test' })
    await requestErasureCode(byCode, {})
    const { text, data } = await exported(viewer)

    expect(data.account).toMatchObject({ userId: viewer.userId, username: 'ada', email: 'ada@example.test' })
    expect(data.account.unusedCodes).toMatchObject([
      { purpose: 'changeEmail', email: 'countess@example.test' },
    ])
    expect(data.profile).toMatchObject({ bio: 'I write programs.', dateOfBirth: '1990-12-10' })
    expect(data.preferences).toMatchObject({ timeZone: 'UTC' })
    expect(data.signIns).toHaveLength(1)
    expect(data.learning).toHaveLength(3)
    expect(data.learning[0]).toMatchObject({
      course: { title: done.course.title },
      status: 'completed',
      progressPercent: 100,
    })
    expect(data.learning[0].lessons).toHaveLength(3)
    expect(data.learning[0].lessons[0]).toMatchObject({ lesson: 'Lesson 1', status: 'completed' })
    expect(data.learning[0].ledger.length).toBeGreaterThan(3)
    expect(data.learning[1]).toMatchObject({ status: 'cancelled' })
    expect(data.learning[2].submissions).toMatchObject([
      { assignment: 'The essay', state: 'submitted', text: 'My engine weaves.', grade: null },
    ])
    expect(text).not.toContain('Not yet said')
    expect(data.learning[2].beyondOthers).toEqual({ extraTimePercent: 50, extraAttempts: 1, laterDays: 2 })
    expect(data.learning[2].changes).toMatchObject([
      { act: 'quizScored', lessonTitle: 'The quiz' },
      { act: 'readmitted' },
      { act: 'removed', reason: 'By mistake.' },
      { act: 'accommodated', reason: 'Has a broken arm.' },
    ])
    expect(data.learning[2].quizAttempts).toMatchObject([{ quiz: 'The quiz', number: 1, state: 'finished' }])
    expect(data.reviews).toMatchObject([{ course: done.course.title, rating: 2, text: 'Too short for me.' }])
    expect(data.uploads).toMatchObject([{ name: 'portrait.png', kind: 'avatar' }])
    expect(data.teaching).toEqual([])

    const otp = await mongoose.connection.collection('otps').findOne()
    for (const secret of [
      passwordHash,
      String(otp?.['codeHash']),
      'hash-of-a-link',
      'passwordHash',
      'codeHash',
      'v1.',
    ])
      expect(text).not.toContain(secret)
    expect(text).not.toContain('grace')

    const code = (await MailOutbox.findOne({ to: 'grace@example.test' }).orFail()).subject.slice(0, 6)
    const graces = await exported(byCode)
    expect(graces.data.letters).toMatchObject([{ subject: '······ is your code' }])
    expect(graces.text).not.toContain(`"${code}`)
  })

  it('lists what somebody teaches, and is for members alone', async () => {
    const viewer = await asInstructor()
    await makeCourse({ instructor: new mongoose.Types.ObjectId(viewer.userId), title: 'Walking' })
    expect((await exported(viewer)).data.teaching).toMatchObject([
      { title: 'Walking', isCoInstructor: false },
    ])
    await expect(exportAccount(asVisitor())).rejects.toMatchObject({ code: 'unauthenticated' })
  })
})
