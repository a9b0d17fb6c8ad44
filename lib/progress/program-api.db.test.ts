import { beforeEach, describe, expect, it } from 'vitest'
import { GET as getCertificate } from '@/app/api/certificates/[serial]/route'
import { GET as listReviews } from '@/app/api/courses/[id]/reviews/route'
import { GET as listStudents } from '@/app/api/courses/[id]/students/route'
import { POST as enroll } from '@/app/api/courses/enroll/route'
import { POST as complete } from '@/app/api/lessons/[lessonId]/complete/route'
import {
  DELETE as removeLesson,
  GET as getLesson,
  PATCH as updateLesson,
} from '@/app/api/lessons/[lessonId]/route'
import { POST as createLesson } from '@/app/api/lessons/route'
import { GET as getProgress } from '@/app/api/progress/[courseId]/route'
import { GET as getMe } from '@/app/api/users/me/route'
import type { Member } from '@/lib/platform/auth/viewer'
import { call } from '@/lib/platform/testing/api'
import { makeCourse, type MadeCourse } from '@/lib/platform/testing/courses'
import { useTestDatabase } from '@/lib/platform/testing/db'
import { asAdmin, asInstructor, asStudent } from '@/lib/platform/testing/viewers'
import { writeReview } from '@/lib/reviews/commands'
import { Certificate } from '@/models/certificate'

useTestDatabase()

let author: Member
let student: Member
let made: MadeCourse
beforeEach(async () => {
  author = await asInstructor()
  student = await asStudent()
  made = await makeCourse({ instructor: author.userId as never }, 3)
})

const reasonOf = async (response: Response) => [response.status, (await response.json()).reason]
const courseId = () => made.course.id as string
const lessonAt = (index: number) => made.lessons[index]?.id as string
const join = (viewer = student) => call(enroll, { as: viewer, body: { courseId: courseId() } })
const done = (index: number, viewer: Member | null = student) =>
  call(complete, { as: viewer, params: { lessonId: lessonAt(index) } })

describe('learning by calls', () => {
  it('moves a learner from 0 to 100 percent, and the certificate is there', async () => {
    await join()
    const progress = async () =>
      (await call(getProgress, { as: student, params: { courseId: courseId() } })).json()
    expect(await progress()).toEqual({
      userId: student.userId,
      courseId: courseId(),
      completedLessons: [],
      status: 'inProgress',
      percent: 0,
    })
    expect((await (await done(0)).json()).progress).toMatchObject({ percent: 33, status: 'inProgress' })
    expect((await (await done(0)).json()).progress.completedLessons).toEqual([lessonAt(0)])
    await done(1)
    const last = await (await done(2)).json()
    expect(last.progress).toEqual(await progress())
    expect(last.progress).toMatchObject({
      percent: 100,
      status: 'completed',
      completedLessons: made.lessons.map(({ id }) => id).sort(),
    })
    const { user } = await (await call(getMe, { as: student })).json()
    expect([user.enrolledCourses, user.progress]).toEqual([[courseId()], { [courseId()]: 100 }])
    const { serial } = await Certificate.findOne({}).orFail()
    const certificate = await call(getCertificate, { params: { serial } })
    expect(await certificate.json()).toMatchObject({ serial, state: 'valid', courseId: courseId() })
    expect((await call(getCertificate, { params: { serial: 'nonsense' } })).status).toBe(404)
  })

  it('counts a lesson once, however many say at once that it is done', async () => {
    await join()
    const answers = await Promise.all(Array.from({ length: 5 }, () => done(0)))
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200])
    const bodies = await Promise.all(answers.map((answer) => answer.json()))
    expect(bodies.map(({ progress }) => progress.percent)).toEqual([33, 33, 33, 33, 33])
  })

  it('is for who is enrolled', async () => {
    expect(await reasonOf(await done(0))).toEqual([403, 'enrollment.required'])
    expect((await done(0, null)).status).toBe(401)
    expect((await done(0, await asAdmin())).status).toBe(403)
    const params = { courseId: courseId() }
    expect(await reasonOf(await call(getProgress, { as: student, params }))).toEqual([404, 'enrollment.none'])
    expect((await call(getProgress, { params })).status).toBe(401)
    expect((await call(getMe)).status).toBe(401)
  })

  it('says of a video that was not watched how much is missing', async () => {
    const video = { source: 'upload', durationSeconds: 60 } as never
    made = await makeCourse({}, [{ type: 'video', video }])
    await join()
    const refused = await done(0)
    expect(refused.status).toBe(409)
    expect(await refused.json()).toMatchObject({
      reason: 'lesson.not_finished',
      missing: { watchedPercent: 0, neededPercent: 90 },
    })
  })
})

describe('lessons by calls', () => {
  const read = (viewer: Member | null, lessonId: string) =>
    call(getLesson, { as: viewer, params: { lessonId } })

  it('are read by who may: free ones by everybody, the rest by learners and authors', async () => {
    made = await makeCourse({ instructor: author.userId as never }, [{ isPreview: true }, {}])
    expect(await (await read(null, lessonAt(0))).json()).toMatchObject({
      content: 'Text of lesson 1.',
      isDone: null,
      version: null,
    })
    expect((await read(null, lessonAt(1))).status).toBe(401)
    expect(await reasonOf(await read(student, lessonAt(1)))).toEqual([403, 'enrollment.required'])
    await join()
    expect(await (await read(student, lessonAt(1))).json()).toMatchObject({ isDone: false, order: 0 })
    const own = await read(author, lessonAt(1))
    expect(await own.json()).toMatchObject({ content: 'Text of lesson 2.', version: 1 })
    expect(own.headers.get('etag')).toMatch(/^"1\./)
    for (const none of ['0'.repeat(24), 'x']) expect((await read(author, none)).status).toBe(404)
  })

  it('join the last module, and learners see them after the approval only', async () => {
    const body = { courseId: courseId(), title: 'More', content: 'Words.' }
    const response = await call(createLesson, { as: author, body })
    const lesson = await response.json()
    expect([response.status, response.headers.get('location')]).toEqual([
      201,
      expect.stringContaining(`/api/lessons/${lesson.id}`),
    ])
    expect(lesson).toMatchObject({
      moduleId: String(made.course.modules.at(-1)?._id),
      order: 1,
      type: 'article',
    })
    await join()
    expect((await read(student, lesson.id)).status).toBe(404)
  })

  it('are written on the version that was read, by their authors alone', async () => {
    const tag = (await read(author, lessonAt(0))).headers.get('etag') ?? ''
    const patch = (viewer: Member | null, body: object, headers = {}) =>
      call(updateLesson, { as: viewer, params: { lessonId: lessonAt(0) }, body, headers })
    const changed = await patch(author, { content: 'New words.' }, { 'if-match': tag })
    expect(await changed.json()).toMatchObject({ content: 'New words.' })
    expect(await reasonOf(await patch(author, { title: 'Late' }, { 'if-match': tag }))).toEqual([
      412,
      'course.changed_meanwhile',
    ])
    expect((await patch(author, { title: 'Whatever is there' })).status).toBe(200)
    expect((await patch(author, { courseId: courseId() })).status).toBe(422)
    await join()
    expect(await (await read(student, lessonAt(0))).json()).toMatchObject({ content: 'Text of lesson 1.' })
    for (const [viewer, status] of [
      [null, 401],
      [student, 403],
      [await asInstructor(), 403],
    ] as const) {
      expect((await patch(viewer, { title: 'Mine' })).status).toBe(status)
      expect((await call(removeLesson, { as: viewer, params: { lessonId: lessonAt(0) } })).status).toBe(
        status,
      )
      const body = { courseId: courseId(), title: 'Mine' }
      expect((await call(createLesson, { as: viewer, body })).status).toBe(status)
    }
  })

  it('are taken out of the working copy', async () => {
    const params = { lessonId: lessonAt(0) }
    const tag = (await read(author, lessonAt(0))).headers.get('etag') ?? ''
    await call(updateLesson, { as: author, params, body: { title: 'Changed' } })
    expect((await call(removeLesson, { as: author, params, headers: { 'if-match': tag } })).status).toBe(412)
    expect((await call(removeLesson, { as: author, params })).status).toBe(204)
    expect((await read(author, lessonAt(0))).status).toBe(404)
    await join()
    expect((await read(student, lessonAt(0))).status).toBe(200)
  })
})

describe('lists of a course', () => {
  it('name its students to its teachers, page by page', async () => {
    for (let number = 0; number < 3; number += 1) await join(await asStudent())
    const page = async (query: Record<string, string>) =>
      (await call(listStudents, { as: author, params: { id: made.course.slug }, query })).json()
    const first = await page({ limit: '2' })
    const second = await page({ limit: '2', cursor: first.nextCursor })
    expect([first.items.length, second.items.length, second.nextCursor]).toEqual([2, 1, null])
    const params = { id: courseId() }
    expect((await call(listStudents, { as: student, params })).status).toBe(403)
    expect((await call(listStudents, { params })).status).toBe(401)
  })

  it('show its reviews to everybody who sees it', async () => {
    await join()
    for (const index of [0, 1, 2]) await done(index)
    await writeReview(student, { courseId: courseId(), rating: 5, text: 'Good.' })
    const reviews = await call(listReviews, { params: { id: courseId() } })
    expect((await reviews.json()).items).toMatchObject([{ rating: 5, text: 'Good.' }])
    const draft = await makeCourse({ status: 'draft' })
    expect((await call(listReviews, { params: { id: draft.course.id } })).status).toBe(404)
  })
})
