import { expect, test } from 'vitest'
import { findMyCertificate } from '@/lib/certificates/queries'
import { enroll } from '@/lib/enrollments/commands'
import { systemViewer } from '@/lib/platform/auth/viewer'
import { setClock } from '@/lib/platform/clock'
import { makeCourse } from '@/lib/platform/testing/courses'
import { makeAssignmentVersion } from '@/lib/platform/testing/assignments'
import { useTestDatabase } from '@/lib/platform/testing/db'
import { makeQuizVersion } from '@/lib/platform/testing/quizzes'
import { countRoundTrips } from '@/lib/platform/testing/round-trips'
import { asStudent, asVisitor, signedIn } from '@/lib/platform/testing/viewers'
import { Course } from '@/models/course'
import { Upload } from '@/models/upload'
import { handInAssignment } from '../commands/assignment'
import { visitLesson } from '../commands/lessons'
import { handInQuiz, startQuiz } from '../commands/quiz'
import { getCourseHome, getLesson, getLessonFileAddress } from './learning'

useTestDatabase()

async function makeUpload(mime: string) {
  const facts = { kind: 'file', storage: 'disk', sha256: 'a'.repeat(64), sizeBytes: 9, isPublic: false }
  const [upload] = await Upload.create([{ ...facts, mime, name: 'sheet', key: `key-${mime}` }] as object[])
  if (upload === undefined) throw new Error('The upload was not made.')
  return { upload: upload._id }
}

async function everyKind() {
  const made = await makeCourse({}, [
    { type: 'article' },
    { type: 'file', file: await makeUpload('application/pdf') },
    { type: 'file', file: await makeUpload('image/svg+xml'), isPreview: true },
    { type: 'embed', embed: { url: 'https://youtu.be/aqz-KE-bpKQ' } },
    { type: 'embed', embed: { url: 'https://example.org/' } },
    { type: 'file' },
  ])
  const viewer = await asStudent()
  await enroll(viewer, { courseId: made.course.id })
  const ids = made.lessons.map(({ id }) => id as string)
  return { ...made, viewer, ids, slug: made.course.slug }
}

test('a lesson brings along what stands above its text', async () => {
  const { viewer, ids, slug } = await everyKind()
  const contents = []
  for (const lessonId of ids) contents.push((await getLesson(viewer, { slug, lessonId })).content)
  expect(contents).toMatchObject([
    { type: 'article' },
    { type: 'file', file: { view: 'pdf', sizeBytes: 9, href: `/api/lessons/${ids[1]}/file` } },
    // A drawing may hold scripts, so it is not shown inside a page of ours.
    { type: 'file', file: { view: null } },
    { type: 'embed', embed: { provider: { id: 'youtube' } } },
    { type: 'embed', embed: { provider: null, frameUrl: null } },
    // Whose file is gone is its text alone.
    { type: 'article' },
  ])
})

test('a file has an address that leads whoever may read it to one of their own, at any time', async () => {
  const { viewer, ids, course } = await everyKind()
  const lessonId = ids[1] as string
  const first = await getLessonFileAddress(viewer, { lessonId })
  setClock(new Date(Date.now() + 5 * 3_600_000))
  const later = await getLessonFileAddress(viewer, { lessonId })
  expect(first).toMatch(/^\/api\/uploads\/[0-9a-f]{24}\?/)
  expect(later).not.toBe(first)
  setClock(undefined)
  expect(await getLessonFileAddress(await signedIn(String(course.instructor)), { lessonId })).toContain('?')

  const refused = (who: Parameters<typeof getLessonFileAddress>[0], id = lessonId) =>
    expect(getLessonFileAddress(who, { lessonId: id })).rejects
  await refused(await asStudent()).toMatchObject({ reason: 'enrollment.required' })
  await refused(asVisitor()).toMatchObject({ code: 'unauthenticated' })
  await refused(systemViewer('test')).toMatchObject({ code: 'unauthenticated' })
  await refused(viewer, ids[0]).toMatchObject({ code: 'not_found' })
  await refused(viewer, ids[5]).toMatchObject({ code: 'not_found' })
  await refused(viewer, 'f'.repeat(24)).toMatchObject({ code: 'not_found' })
  expect(await getLessonFileAddress(asVisitor(), { lessonId: ids[2] as string })).toContain('v=visitor')
})

test('the file of a free lesson stays with those who learn in a course that is archived', async () => {
  const { viewer, ids, course } = await everyKind()
  await Course.updateOne({ _id: course._id }, { status: 'archived' })
  const lessonId = ids[2] as string
  expect(await getLessonFileAddress(viewer, { lessonId })).toContain(`v=${viewer.userId}`)
  await expect(getLessonFileAddress(asVisitor(), { lessonId })).rejects.toMatchObject({ code: 'not_found' })
  await expect(getLessonFileAddress(await asStudent(), { lessonId })).rejects.toMatchObject({
    code: 'forbidden',
  })
})

test('a lesson added since the learner enrolled is new until they open it', async () => {
  const { course, lessons } = await makeCourse({}, [
    {},
    { createdAt: new Date('2031-01-01') },
    { createdAt: new Date('2031-01-02') },
  ])
  const viewer = await asStudent()
  setClock(new Date('2030-06-01'))
  await enroll(viewer, { courseId: course.id })
  setClock(new Date('2031-06-01'))
  const ids = lessons.map(({ id }) => id as string)
  const slug = course.slug
  expect((await getCourseHome(viewer, { slug })).learner.newLessonIds).toEqual(ids.slice(1))
  await visitLesson(viewer, { lessonId: ids[1] as string })
  expect((await getCourseHome(viewer, { slug })).learner).toMatchObject({
    newLessonIds: ids.slice(2),
    startedLessonIds: [ids[1]],
  })
})

test('a lesson page costs three round trips, a course’s home two, and the certificate one more', async () => {
  const { viewer, ids, slug, course } = await everyKind()
  const lesson = await countRoundTrips(() => getLesson(viewer, { slug, lessonId: ids[1] as string }))
  expect(lesson.calls).toHaveLength(3)
  const home = await countRoundTrips(() => getCourseHome(viewer, { slug }))
  expect(home.calls).toHaveLength(2)
  const certificate = await countRoundTrips(() => findMyCertificate(viewer, { courseId: course.id }))
  expect(certificate.calls).toHaveLength(1)
})

test('a lesson with a quiz or an assignment costs no more, before an attempt, in it and after it', async () => {
  const { course, lessons } = await makeCourse({}, [{ type: 'quiz' }, { type: 'assignment' }])
  const [quiz, essay] = lessons
  if (quiz === undefined || essay === undefined) throw new Error('No lessons.')
  await makeQuizVersion(quiz, { settings: { timeLimitMinutes: 10 } })
  await makeAssignmentVersion(essay)
  const viewer = await asStudent()
  await enroll(viewer, { courseId: course.id })
  const read = async (lessonId: string) => {
    const { calls, result } = await countRoundTrips(() => getLesson(viewer, { slug: course.slug, lessonId }))
    expect(calls).toHaveLength(3)
    return result.content
  }
  const quizId = quiz.id as string
  expect(await read(quizId)).toMatchObject({ quiz: { questionCount: 8, open: null, results: null } })
  const { attemptId } = await startQuiz(viewer, { lessonId: quizId })
  expect(await read(quizId)).toMatchObject({ quiz: { open: { id: attemptId, number: 1 } } })
  await handInQuiz(viewer, { lessonId: quizId, attemptId })
  await makeQuizVersion(quiz, { number: 2, questions: [], settings: { timeLimitMinutes: 10 } })
  await startQuiz(viewer, { lessonId: quizId })
  setClock(new Date(Date.now() + 3_600_000))
  const over = await getLesson(viewer, { slug: course.slug, lessonId: quizId })
  expect(over.content, 'the clock has ended the second').toMatchObject({
    quiz: { open: null, results: { attempt: { number: 2, finishedBy: 'clock' } } },
  })
  const first = await getLesson(viewer, { slug: course.slug, lessonId: quizId, attemptNumber: 1 })
  expect(first.content).toMatchObject({ quiz: { results: { attempt: { number: 1 } } }, trail: [] })
  expect(first.content.type === 'quiz' && first.content.quiz?.results?.questions).toHaveLength(8)
  await read(quizId)
  const lessonId = essay.id as string
  await handInAssignment(viewer, { lessonId, text: 'My way.', link: '', version: 0 })
  expect(await read(lessonId)).toMatchObject({ assignment: { attempts: [{ text: 'My way.' }] } })
})
