import { Types } from 'mongoose'
import { afterEach, expect, test } from 'vitest'
import { enroll } from '@/lib/enrollments/commands'
import type { Member, Viewer } from '@/lib/platform/auth/viewer'
import { makeCategory, makeCourse } from '@/lib/platform/testing/courses'
import { useTestDatabase } from '@/lib/platform/testing/db'
import { asAdmin, asInstructor, asStudent, asVisitor } from '@/lib/platform/testing/viewers'
import { completeLesson } from '@/lib/progress/commands/lessons'
import { recountPeople } from '@/lib/progress/commands/recount'
import { systemViewer } from '@/lib/platform/auth/viewer'
import { Course } from '@/models/course'
import { CourseRevision } from '@/models/course-revision'
import { Enrollment } from '@/models/enrollment'
import { Job } from '@/models/job'
import { Lesson } from '@/models/lesson'
import { LessonRevision } from '@/models/lesson-revision'
import { forgetLessonPart, registerLessonPart, type LessonPart } from '../lesson-parts'
import { getAuthoredCourse } from '../queries/authored-course'
import { getCheckList } from '../queries/check-list'
import { getCourse } from '../queries/course'
import { archiveCourse, deleteCourse, restoreCourse } from './archiving'
import { addCoInstructor, removeCoInstructor } from './co-instructors'
import { copyLesson, duplicateCourse, duplicateLesson } from './copying'
import { createCourse, updateCourse } from './courses'
import { moveLesson } from './lesson-places'
import { removeLesson } from './lesson-removal'
import { createLesson, updateLesson } from './lessons'
import { publishCourse } from './publishing'
import { returnCourse, submitCourse, withdrawCourse } from './review'

useTestDatabase()

const idOf = ({ _id }: { _id: { toHexString(): string } }) => _id.toHexString()
const read = (viewer: Viewer, courseId: string) => getAuthoredCourse(viewer, { courseId })
const versionOf = async (viewer: Viewer, courseId: string) => (await read(viewer, courseId)).version
async function submit(viewer: Viewer, courseId: string): Promise<number> {
  await submitCourse(viewer, { courseId, version: await versionOf(viewer, courseId) })
  return versionOf(viewer, courseId)
}
const events = async (name: string) =>
  (await Job.find({ 'payload.event': name }).sort({ _id: 1 }).lean()).map(
    ({ payload }) => (payload as { payload: unknown }).payload,
  )

async function ready(instructor: Member) {
  const { courseId, slug } = await createCourse(instructor, {
    title: 'Bread',
    description: 'All of it.',
    tags: ['bread'],
  })
  const { lessonId } = await createLesson(instructor, { courseId, title: 'Flour', content: 'Weigh it.' })
  return { courseId, slug, lessonId }
}
async function published(instructor: Member, lessons = 3) {
  const facts = {
    instructor: new Types.ObjectId(instructor.userId),
    description: 'All of it.',
    tags: ['bread'],
  }
  const { course, lessons: rows } = await makeCourse(facts, lessons)
  return { courseId: idOf(course), slug: course.slug, lessonIds: rows.map(idOf) }
}

test('a course goes from a draft through review into the catalogue, and both sides are told', async () => {
  const [ines, admin] = [await asInstructor(), await asAdmin()]
  const { courseId, slug } = await ready(ines)
  await expect(getCourse(asVisitor(), { slug })).rejects.toMatchObject({ code: 'not_found' })
  const version = await submit(ines, courseId)
  expect(await read(ines, courseId)).toMatchObject({
    status: 'inReview',
    state: 'submitted',
    can: { edit: false, withdraw: true, approve: false },
  })
  expect((await read(admin, courseId)).can.approve).toBe(true)
  await expect(publishCourse(ines, { courseId, version })).rejects.toMatchObject({ code: 'forbidden' })
  await publishCourse(admin, { courseId, version })
  expect(await getCourse(asVisitor(), { slug })).toMatchObject({ title: 'Bread', lessonCount: 1 })
  expect(await read(ines, courseId)).toMatchObject({ status: 'published', state: null })
  expect(await events('courses.submitted')).toEqual([{ courseId }])
  expect(await events('courses.approved')).toEqual([{ courseId, isFirst: true }])
  expect(await LessonRevision.countDocuments()).toBe(0)
  expect((await Course.findById(courseId).lean())?.isListed).toBe(true)
})

test('in review nothing can be written; withdrawn or returned it can, with the comment beside it', async () => {
  const [ines, admin] = [await asInstructor(), await asAdmin()]
  const { courseId, lessonId } = await ready(ines)
  await submit(ines, courseId)
  const locked = { code: 'conflict', reason: 'course.in_review' }
  const version = await versionOf(ines, courseId)
  await expect(updateCourse(ines, { courseId, version, title: 'Else' })).rejects.toMatchObject(locked)
  await expect(updateLesson(ines, { lessonId, version, title: 'Else' })).rejects.toMatchObject(locked)
  await expect(submitCourse(ines, { courseId, version })).rejects.toMatchObject(locked)
  await expect(archiveCourse(ines, { courseId })).rejects.toMatchObject(locked)
  await withdrawCourse(ines, { courseId })
  expect(await read(ines, courseId)).toMatchObject({ status: 'draft', state: 'open' })
  await expect(withdrawCourse(ines, { courseId })).rejects.toMatchObject({ reason: 'course.not_in_review' })
  await expect(publishCourse(admin, { courseId, version })).rejects.toMatchObject({
    reason: 'course.not_in_review',
  })
  const seen = await submit(ines, courseId)
  await expect(returnCourse(ines, { courseId, version: seen, comment: 'No' })).rejects.toMatchObject({
    code: 'forbidden',
  })
  await returnCourse(admin, { courseId, version: seen, comment: 'Say how hot the oven is.' })
  expect(await read(ines, courseId)).toMatchObject({
    status: 'draft',
    state: 'returned',
    comment: 'Say how hot the oven is.',
    can: { edit: true },
  })
  expect(await events('courses.returned')).toEqual([{ courseId, comment: 'Say how hot the oven is.' }])
})

test('an admin approves exactly what they saw: what was taken back and handed in anew is refused', async () => {
  const [ines, admin] = [await asInstructor(), await asAdmin()]
  const { courseId, lessonId } = await ready(ines)
  const seen = await submit(ines, courseId)
  await withdrawCourse(ines, { courseId })
  const { modules } = await read(ines, courseId)
  const lesson = modules[0]?.sections[0]?.lessons[0]
  await updateLesson(ines, { lessonId, version: lesson?.version ?? 0, content: 'Something else.' })
  await submit(ines, courseId)
  const stale = { code: 'precondition', reason: 'course.changed_meanwhile' }
  await expect(publishCourse(admin, { courseId, version: seen })).rejects.toMatchObject(stale)
  await expect(returnCourse(admin, { courseId, version: seen, comment: 'No' })).rejects.toMatchObject(stale)
})

test('what is incomplete is not reviewed, and who has not proven their address hands nothing in', async () => {
  const ines = await asInstructor()
  const { courseId } = await createCourse(ines, { title: 'Bread' })
  const notReady = { code: 'conflict', reason: 'course.not_ready' }
  const version = async () => versionOf(ines, courseId)
  await expect(submitCourse(ines, { courseId, version: await version() })).rejects.toMatchObject(notReady)
  await makeCategory({ slug: 'making' })
  expect((await getCheckList(ines, { courseId })).missing).toEqual([
    'description',
    'category',
    'tags',
    'lessons',
    'lessonsComplete',
  ])
  await updateCourse(ines, {
    courseId,
    version: await version(),
    description: 'All of it.',
    tags: ['bread'],
    category: 'making',
  })
  const { lessonId } = await createLesson(ines, { courseId, title: 'Flour' })
  expect(await getCheckList(ines, { courseId })).toMatchObject({
    missing: ['lessonsComplete'],
    lessons: [{ id: lessonId, title: 'Flour', codes: ['text'] }],
  })
  await expect(submitCourse(ines, { courseId, version: await version() })).rejects.toMatchObject(notReady)
  expect((await CourseRevision.findOne({ course: courseId }).lean())?.state).toBe('open')
  const unproven = await asInstructor({ emailVerifiedAt: null })
  const own = await ready(unproven)
  await expect(submit(unproven, own.courseId)).rejects.toMatchObject({ reason: 'account.unverified' })
})

test('learners see nothing of an edit before its approval and all of it after, and their progress follows', async () => {
  const [ines, admin, mara] = [await asInstructor(), await asAdmin(), await asStudent()]
  const { courseId, slug, lessonIds } = await published(ines)
  const [first = '', second = '', third = ''] = lessonIds
  await enroll(mara, { courseId })
  await completeLesson(mara, { lessonId: first })
  await completeLesson(mara, { lessonId: second })
  const before = await getCourse(asVisitor(), { slug })
  const start = await read(ines, courseId)
  await updateCourse(ines, { courseId, version: start.detailsEdit.version, title: 'Better bread' })
  await updateLesson(ines, { lessonId: first, version: 1, title: 'New words', content: 'Other text' })
  await removeLesson(ines, { lessonId: second, version: 1 })
  const added = await createLesson(ines, { courseId, title: 'One more', content: 'Text' })
  const now = await read(ines, courseId)
  const [from, to] = now.modules
  await moveLesson(ines, {
    lessonId: third,
    from: { moduleId: to?.id ?? '', version: to?.version ?? 0 },
    to: {
      moduleId: from?.id ?? '',
      version: from?.version ?? 0,
      sectionId: from?.sections[0]?.id ?? '',
      index: 0,
    },
  })
  const version = await submit(ines, courseId)
  expect(await getCourse(asVisitor(), { slug })).toEqual(before)
  expect((await Course.findById(courseId).lean())?.status).toBe('published')

  await publishCourse(admin, { courseId, version })
  const after = await getCourse(asVisitor(), { slug })
  expect(after).toMatchObject({ title: 'Better bread', lessonCount: 3 })
  expect(
    after.outline.map(({ sections }) => sections.flatMap(({ lessons }) => lessons.map(({ id }) => id))),
  ).toEqual([[third, first], [added.lessonId]])
  expect(await Lesson.findById(first).lean()).toMatchObject({ title: 'New words', body: 'Other text' })
  expect(await Lesson.findById(second).lean()).toMatchObject({ isPublished: false })
  expect(await events('courses.outlineChanged')).toEqual([{ courseId }])
  expect(await events('courses.lessonsAdded')).toEqual([{ courseId, lessonIds: [added.lessonId] }])
  expect(await events('courses.approved')).toEqual([{ courseId, isFirst: false }])
  await recountPeople(systemViewer('test'), { courseId })
  expect((await Enrollment.findOne({ user: mara.userId }).lean())?.progress).toBe(33)
})

test('a page that was opened before the publication does not write over what came with it', async () => {
  const [ines, admin] = [await asInstructor(), await asAdmin()]
  const { courseId, lessonIds } = await published(ines)
  const [lessonId = ''] = lessonIds
  const { version } = await updateLesson(ines, { lessonId, version: 1, title: 'One' })
  await publishCourse(admin, { courseId, version: await submit(ines, courseId) })
  const stale = { reason: 'course.changed_meanwhile' }
  const old = await read(ines, courseId)
  await expect(updateLesson(ines, { lessonId, version: 1, title: 'Two' })).rejects.toMatchObject(stale)
  for (const given of [1, version, version + 1])
    await expect(updateCourse(ines, { courseId, version: given, title: 'Two' })).rejects.toMatchObject(stale)
  await updateCourse(ines, { courseId, version: old.detailsEdit.version, title: 'Two' })
  await updateLesson(ines, { lessonId, version, title: 'Two' })
  expect(await CourseRevision.find({ course: courseId }).sort({ number: 1 }).lean()).toMatchObject([
    { number: 1, state: 'published', isPending: false },
    { number: 2, state: 'open', isPending: true },
  ])
})

test('a course that differs in nothing is not handed in, and an imported one is published as it is', async () => {
  const [ines, admin] = [await asInstructor(), await asAdmin()]
  const { courseId } = await published(ines)
  await expect(submit(ines, courseId)).rejects.toMatchObject({ reason: 'course.nothing_changed' })
  const { course } = await makeCourse({ status: 'draft', publishedAt: null })
  await publishCourse(admin, { courseId: idOf(course) })
  expect((await Course.findById(course._id).lean())?.status).toBe('published')
})

const calls: string[] = []
const quizPart: LessonPart = {
  type: 'embed',
  missing: (ids) => Promise.resolve(new Map(ids.map((id) => [id.toHexString(), ['questions']]))),
  changed: (ids) => Promise.resolve(new Set(ids.map(String))),
  differences: () => Promise.resolve(new Map()),
  publish: (ids) => Promise.resolve(void calls.push(`publish ${ids.length}`)),
  copy: (pairs) => Promise.resolve(void calls.push(`copy ${pairs.length}`)),
  remove: (ids) => Promise.resolve(void calls.push(`remove ${ids.length}`)),
  archive: { write: () => Promise.resolve(null), read: () => Promise.resolve(() => Promise.resolve(false)) },
}
afterEach(() => {
  calls.length = 0
  forgetLessonPart('embed')
})

test('what belongs to the type of a lesson is asked for what is missing, published, copied and removed with it', async () => {
  registerLessonPart({ ...quizPart, missing: () => Promise.resolve(new Map()) })
  const [ines, admin] = [await asInstructor(), await asAdmin()]
  const { courseId } = await ready(ines)
  const { lessonId } = await createLesson(ines, { courseId, title: 'Quiz', type: 'embed' })
  const second = await createLesson(ines, { courseId, title: 'Another', type: 'embed' })
  await removeLesson(ines, { lessonId: second.lessonId, version: second.version })
  await duplicateLesson(ines, { lessonId })
  registerLessonPart(quizPart)
  expect((await getCheckList(ines, { courseId })).lessons[0]).toMatchObject({ codes: ['questions'] })
  registerLessonPart({ ...quizPart, missing: () => Promise.resolve(new Map()) })
  await publishCourse(admin, { courseId, version: await submit(ines, courseId) })
  expect(await Lesson.findById(second.lessonId).lean()).toBeNull()
  const isChanged = (await read(ines, courseId)).modules[0]?.sections[0]?.lessons.map(
    (each) => each.isChanged,
  )
  expect(isChanged).toEqual([false, true, true])
  await duplicateCourse(ines, { courseId })
  await deleteCourse(ines, { courseId })
  expect(calls).toEqual(['copy 1', 'remove 1', 'publish 2', 'copy 2', 'remove 2'])
})

test('an archived course leaves the catalogue and comes back as it was approved', async () => {
  const [ines, admin] = [await asInstructor(), await asAdmin()]
  const { courseId, slug } = await ready(ines)
  await publishCourse(admin, { courseId, version: await submit(ines, courseId) })
  await archiveCourse(ines, { courseId })
  await expect(getCourse(asVisitor(), { slug })).rejects.toMatchObject({ code: 'not_found' })
  await expect(
    updateCourse(ines, { courseId, version: await versionOf(ines, courseId), title: 'Else' }),
  ).rejects.toMatchObject({ reason: 'course.archived' })
  await restoreCourse(ines, { courseId })
  expect((await getCourse(asVisitor(), { slug })).title).toBe('Bread')
  await expect(restoreCourse(ines, { courseId })).rejects.toMatchObject({ reason: 'course.not_archived' })
})

test('a course is deleted by its instructor while nobody ever enrolled, with all that belongs to it', async () => {
  const [ines, kofi, mara] = [await asInstructor(), await asInstructor(), await asStudent()]
  const { courseId } = await published(ines)
  const empty = await ready(ines)
  await addCoInstructor(ines, { courseId: empty.courseId, username: kofi.username })
  await expect(deleteCourse(kofi, { courseId: empty.courseId })).rejects.toMatchObject({ code: 'forbidden' })
  await deleteCourse(ines, { courseId: empty.courseId })
  expect(await Course.findById(empty.courseId).lean()).toBeNull()
  expect(await Lesson.countDocuments({ course: empty.courseId })).toBe(0)
  expect(await CourseRevision.countDocuments()).toBe(0)
  expect(await LessonRevision.countDocuments()).toBe(0)
  await enroll(mara, { courseId })
  await Enrollment.updateOne({ course: courseId }, { $set: { status: 'cancelled' } })
  await expect(deleteCourse(ines, { courseId })).rejects.toMatchObject({ reason: 'course.has_learners' })
})

test('a copy has everything under new ids, and links and rules of it lead to its own lessons', async () => {
  const ines = await asInstructor()
  const { courseId, lessonIds } = await published(ines)
  const [first = '', second = ''] = lessonIds
  await updateLesson(ines, {
    lessonId: second,
    version: 1,
    content: `See [the first](lesson:${first}).`,
    release: { rule: 'afterLesson', lessonId: first },
  })
  const copy = await duplicateCourse(ines, { courseId })
  const [original, twin] = [await read(ines, courseId), await read(ines, copy.courseId)]
  const idsOf = (course: typeof twin) =>
    course.modules.flatMap((m) => m.sections.flatMap((s) => s.lessons.map((l) => l.id)))
  expect(idsOf(twin)).toHaveLength(3)
  expect(idsOf(twin).filter((id) => idsOf(original).includes(id))).toEqual([])
  const [ownFirst = '', ownSecond = ''] = idsOf(twin)
  const row = await Lesson.findById(ownSecond).lean()
  expect(row?.body).toBe(`See [the first](lesson:${ownFirst}).`)
  expect(row?.release?.lesson?.toHexString()).toBe(ownFirst)
  expect(twin).toMatchObject({ status: 'draft', state: null, learners: 0, coInstructors: [] })
  expect(twin.slug).not.toBe(original.slug)
  await expect(duplicateCourse(await asInstructor(), { courseId })).rejects.toMatchObject({
    code: 'forbidden',
  })
})

test('a lesson is copied only between courses that the viewer writes both', async () => {
  const [ines, kofi] = [await asInstructor(), await asInstructor()]
  const [own, other, foreign] = [await ready(ines), await ready(ines), await ready(kofi)]
  const moduleOf = async (viewer: Viewer, courseId: string) =>
    (await read(viewer, courseId)).modules[0]?.id ?? ''
  const to = { courseId: other.courseId, moduleId: await moduleOf(ines, other.courseId) }
  await copyLesson(ines, { lessonId: own.lessonId, ...to })
  expect(
    (await read(ines, other.courseId)).modules[0]?.sections[0]?.lessons.map(({ title }) => title),
  ).toEqual(['Flour', 'Flour'])
  await expect(copyLesson(ines, { lessonId: foreign.lessonId, ...to })).rejects.toMatchObject({
    code: 'not_found',
  })
  const away = { courseId: foreign.courseId, moduleId: await moduleOf(kofi, foreign.courseId) }
  await expect(copyLesson(ines, { lessonId: own.lessonId, ...away })).rejects.toMatchObject({
    code: 'not_found',
  })
})

test('a co-instructor writes from the moment they are named until they are not; only the instructor names them', async () => {
  const [ines, kofi, third] = [await asInstructor(), await asInstructor(), await asInstructor()]
  const { courseId } = await published(ines)
  const asked = { courseId, username: kofi.username.toUpperCase() }
  await addCoInstructor(ines, asked)
  await addCoInstructor(ines, asked)
  expect((await read(kofi, courseId)).coInstructors.map(({ username }) => username)).toEqual([kofi.username])
  await expect(addCoInstructor(kofi, { courseId, username: third.username })).rejects.toMatchObject({
    code: 'forbidden',
  })
  await expect(
    addCoInstructor(ines, { courseId, username: (await asStudent()).username }),
  ).rejects.toMatchObject({ fields: { username: 'course.unknown_instructor' } })
  await removeCoInstructor(kofi, asked)
  await expect(read(kofi, courseId)).rejects.toMatchObject({ code: 'forbidden' })
})
