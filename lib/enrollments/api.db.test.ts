import { beforeEach, describe, expect, it } from 'vitest'
import { GET as getCourse, DELETE as deleteCourse, PATCH as updateCourse } from '@/app/api/courses/[id]/route'
import { GET as listLessons } from '@/app/api/courses/[id]/lessons/route'
import { POST as publish } from '@/app/api/courses/[id]/publish/route'
import { POST as giveBack } from '@/app/api/courses/[id]/return/route'
import { POST as submit } from '@/app/api/courses/[id]/submit/route'
import { POST as enroll } from '@/app/api/courses/enroll/route'
import { GET as listCourses, POST as createCourse } from '@/app/api/courses/route'
import { POST as createLesson } from '@/app/api/lessons/route'
import { addModule } from '@/lib/courses/commands/modules'
import type { Member } from '@/lib/platform/auth/viewer'
import { call } from '@/lib/platform/testing/api'
import { makeCategory, makeCourse } from '@/lib/platform/testing/courses'
import { useTestDatabase } from '@/lib/platform/testing/db'
import { asAdmin, asInstructor, asStudent } from '@/lib/platform/testing/viewers'
import { Course } from '@/models/course'
import { Enrollment } from '@/models/enrollment'

useTestDatabase()

let author: Member
let admin: Member
let student: Member
beforeEach(async () => {
  author = await asInstructor()
  admin = await asAdmin()
  student = await asStudent()
})

const reasonOf = async (response: Response) => [response.status, (await response.json()).reason]
const NEW = {
  title: 'Walking on stilts',
  subtitle: 'From the first step',
  description: 'How to stand, to walk and to turn on stilts, with exercises for every day of the week.',
  outcomes: ['Stand', 'Walk', 'Turn'],
  tags: ['stilts'],
  level: 'Beginner',
  language: 'en',
  price: { amount: 0, currency: 'EUR' },
}
async function made(): Promise<{ id: string; version: number; slug: string; tag: string }> {
  const category = await makeCategory()
  const response = await call(createCourse, { as: author, body: { ...NEW, category: category.slug } })
  const { id, version, slug } = await response.json()
  return { id, version, slug, tag: response.headers.get('etag') ?? '' }
}
async function withLesson() {
  const course = await made()
  const lesson = { courseId: course.id, title: 'Standing', content: 'Stand up. '.repeat(40) }
  const { id: lessonId } = await (await call(createLesson, { as: author, body: lesson })).json()
  return { ...course, lessonId: String(lessonId) }
}
const of = (id: string) => ({ params: { id } })

describe('a course by its calls', () => {
  it('goes from nothing into the catalogue and to its first learner', async () => {
    const { id, lessonId } = await withLesson()
    expect((await call(getCourse, { as: student, ...of(id) })).status).toBe(404)
    const submitted = await call(submit, { as: author, ...of(id) })
    expect(await submitted.json()).toMatchObject({ status: 'inReview', authoring: { state: 'submitted' } })
    const published = await call(publish, { as: admin, ...of(id) })
    expect(await published.json()).toMatchObject({ status: 'published', lessons: [lessonId] })
    expect((await (await call(listCourses, { query: { q: 'stilts' } })).json()).items).toMatchObject([{ id }])
    expect((await call(enroll, { as: student, body: { courseId: id } })).status).toBe(201)
    expect(await (await call(getCourse, { as: author, ...of(id) })).json()).toMatchObject({
      studentsEnrolled: [student.userId],
      studentsCount: 1,
    })
    expect(await (await call(getCourse, { as: student, ...of(id) })).json()).toMatchObject({
      studentsEnrolled: null,
      studentsCount: null,
      version: null,
      authoring: null,
    })
  })

  it('is read by its id or slug, and again only when it has changed', async () => {
    const { course } = await makeCourse()
    const id = course._id.toHexString()
    const byId = await call(getCourse, of(id))
    expect(await (await call(getCourse, of(course.slug))).json()).toEqual(await byId.json())
    const headers = { 'if-none-match': byId.headers.get('etag') ?? '' }
    expect((await call(getCourse, { ...of(id), headers })).status).toBe(304)
    for (const nothing of ['no-such-course', '0'.repeat(24), 'A b', '{"$gt":""}']) {
      expect((await call(getCourse, of(nothing))).status, nothing).toBe(404)
    }
  })

  it('is begun by approved instructors alone, once for one key', async () => {
    const body = { title: 'Stilts' }
    expect((await call(createCourse, { body })).status).toBe(401)
    expect(await reasonOf(await call(createCourse, { as: student, body }))).toEqual([403, undefined])
    const waiting = await asInstructor({ approved: false })
    expect(await reasonOf(await call(createCourse, { as: waiting, body }))).toEqual([
      403,
      'account.not_approved',
    ])
    const keyed = { as: author, body, headers: { 'idempotency-key': 'c-1' } }
    const twins = await Promise.all([call(createCourse, keyed), call(createCourse, keyed)])
    expect(twins.map(({ status }) => status).sort()).toEqual([201, 409])
    const again = await call(createCourse, keyed)
    expect([again.status, again.headers.get('location')]).toEqual([
      201,
      expect.stringMatching(/\/api\/courses\/[0-9a-f]{24}$/),
    ])
    expect(await Course.countDocuments({})).toBe(1)
    for (const wrong of [{}, { title: '' }, { title: 'x', status: 'published' }, { title: { $gt: '' } }]) {
      expect((await call(createCourse, { as: author, body: wrong })).status).toBe(422)
    }
  })

  it('is changed on the version that was read, or on what is there', async () => {
    const { id, tag, version } = await made()
    const patch = (body: object, headers = {}) => call(updateCourse, { as: author, ...of(id), body, headers })
    const changed = await patch({ title: 'Stilts at last' }, { 'if-match': tag })
    expect(await changed.json()).toMatchObject({ title: 'Stilts at last', version: version + 1 })
    expect(await reasonOf(await patch({ title: 'Too late' }, { 'if-match': tag }))).toEqual([
      412,
      'course.changed_meanwhile',
    ])
    expect((await patch({ title: 'Too late', version })).status).toBe(412)
    expect((await patch({ subtitle: 'Whatever is there' })).status).toBe(200)
    expect((await patch({ title: 'x' }, { 'if-match': '"none"' })).status).toBe(412)
    expect((await patch({ endDate: '2020-01-01', startDate: '2030-01-01' })).status).toBe(422)
  })

  it('is of two changes to one version changed once', async () => {
    const { id, tag } = await made()
    const patch = (title: string) =>
      call(updateCourse, { as: author, ...of(id), body: { title }, headers: { 'if-match': tag } })
    const answers = await Promise.all([patch('One'), patch('Two')])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412])
  })

  it('is nobody else’s to write', async () => {
    const { id } = await made()
    const other = await asInstructor()
    for (const [viewer, status] of [
      [null, 401],
      [student, 404],
      [other, 404],
    ] as const) {
      expect((await call(updateCourse, { as: viewer, ...of(id), body: { title: 'Mine' } })).status).toBe(
        status,
      )
      expect((await call(deleteCourse, { as: viewer, ...of(id) })).status).toBe(status)
      expect((await call(submit, { as: viewer, ...of(id) })).status).toBe(status)
    }
    for (const viewer of [author, other, student]) {
      expect((await call(publish, { as: viewer, ...of(id) })).status).toBe(403)
    }
  })

  it('comes back with a reason, and is handed in only when it is ready', async () => {
    const { id } = await made()
    expect(await reasonOf(await call(submit, { as: author, ...of(id) }))).toEqual([409, 'course.not_ready'])
    const { id: ready } = await withLesson()
    await call(submit, { as: author, ...of(ready) })
    expect(await reasonOf(await call(submit, { as: author, ...of(ready) }))).toEqual([
      409,
      'course.in_review',
    ])
    const returned = await call(giveBack, { as: admin, ...of(ready), body: { reason: 'Longer, please.' } })
    expect(await returned.json()).toMatchObject({
      status: 'draft',
      authoring: { state: 'returned', comment: 'Longer, please.' },
    })
    expect((await call(giveBack, { as: admin, ...of(ready), body: {} })).status).toBe(422)
    expect(await reasonOf(await call(publish, { as: admin, ...of(ready) }))).toEqual([
      409,
      'course.not_in_review',
    ])
  })

  it('is deleted while nobody has learnt in it', async () => {
    const { id } = await made()
    expect((await call(deleteCourse, { as: author, ...of(id) })).status).toBe(204)
    expect((await call(getCourse, { as: author, ...of(id) })).status).toBe(404)
    const { course } = await makeCourse({ instructor: author.userId as never })
    await call(enroll, { as: student, body: { courseId: course.id } })
    expect(await reasonOf(await call(deleteCourse, { as: author, ...of(course.id) }))).toEqual([
      409,
      'course.has_learners',
    ])
  })
})

describe('GET /api/courses', () => {
  it('pages through the catalogue by Link, and says how many there are', async () => {
    for (let number = 0; number < 5; number += 1) {
      const { id } = await withLesson()
      await call(submit, { as: author, ...of(id) })
      await call(publish, { as: admin, ...of(id) })
    }
    const seen: string[] = []
    let query = 'limit=2'
    for (let page = 0; page < 3; page += 1) {
      const response = await call(listCourses, { query })
      const { items, total, isTotalExact } = await response.json()
      expect([total, isTotalExact]).toEqual([5, true])
      seen.push(...items.map(({ id }: { id: string }) => id))
      const next = /<([^>]+)>; rel="next"/.exec(response.headers.get('link') ?? '')?.[1]
      expect(next === undefined).toBe(page === 2)
      query = next === undefined ? '' : new URL(next).search.slice(1)
    }
    expect(new Set(seen).size).toBe(5)
    expect((await call(listCourses, { query: 'cursor=x' })).status).toBe(422)
  })

  it.each(['sort=luck', 'limit=0', 'limit=101', 'rating=9', 'where=1', 'q[$ne]=1'])(
    'refuses %s',
    async (query) => {
      expect((await call(listCourses, { query })).status).toBe(422)
    },
  )
})

describe('GET /api/courses/:id/lessons', () => {
  it('lists what learners see in pages, and the working copy for its authors', async () => {
    const { course, lessons } = await makeCourse({ instructor: author.userId as never }, 5)
    const page = async (query: Record<string, string>) =>
      (await call(listLessons, { ...of(course.id), query })).json()
    const first = await page({ limit: '3' })
    const second = await page({ limit: '3', cursor: first.nextCursor })
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(lessons.map(({ id }) => id))
    expect([second.nextCursor, first.items[0].version]).toEqual([null, null])
    await call(createLesson, { as: author, body: { courseId: course.id, title: 'Turning' } })
    const own = await (await call(listLessons, { as: author, ...of(course.id) })).json()
    expect(own.items).toHaveLength(6)
    expect((await page({})).items).toHaveLength(5)
  })
})

describe('POST /api/lessons', () => {
  it('puts a lesson that names no module into the last one, as the pages do', async () => {
    const { id, lessonId } = await withLesson()
    const courseId = String(id)
    const { moduleId } = await addModule(author, { courseId, title: 'Second steps' })
    const turning = await call(createLesson, { as: author, body: { courseId, title: 'Turning' } })
    expect(await turning.json()).toMatchObject({ moduleId })
    const { items } = await (await call(listLessons, { as: author, ...of(courseId) })).json()
    expect(items).toMatchObject([
      { id: lessonId, moduleTitle: 'Module 1' },
      { title: 'Turning', moduleTitle: 'Second steps' },
    ])
  })
})

describe('POST /api/courses/enroll', () => {
  it('enrols once of many calls at once, and says 200 ever after', async () => {
    const { course } = await makeCourse()
    const body = { courseId: course.id }
    const answers = await Promise.all(Array.from({ length: 5 }, () => call(enroll, { as: student, body })))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 200, 201])
    const bodies = await Promise.all(answers.map((answer) => answer.json()))
    expect(new Set(bodies.map(({ enrollment }) => enrollment.id)).size).toBe(1)
    expect(await Enrollment.countDocuments({})).toBe(1)
  })

  it('refuses what cannot be enrolled in', async () => {
    const paid = await makeCourse({ price: { amount: 900, currency: 'EUR' } })
    const own = await makeCourse({ instructor: student.userId as never })
    const draft = await makeCourse({ status: 'draft' })
    const attempt = (courseId: unknown) => call(enroll, { as: student, body: { courseId } })
    expect(await reasonOf(await attempt(paid.course.id))).toEqual([409, 'enrollment.paid'])
    expect(await reasonOf(await attempt(own.course.id))).toEqual([409, 'enrollment.own_course'])
    expect((await attempt(draft.course.id)).status).toBe(404)
    for (const none of ['stilts', 7, { $gt: '' }]) expect((await attempt(none)).status).toBe(422)
    expect((await call(enroll, { body: { courseId: paid.course.id } })).status).toBe(401)
  })
})
