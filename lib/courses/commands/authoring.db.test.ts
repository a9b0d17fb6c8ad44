import { expect, test } from 'vitest'
import { makeCategory, makeCourse } from '@/lib/platform/testing/courses'
import { useTestDatabase } from '@/lib/platform/testing/db'
import { countRoundTrips } from '@/lib/platform/testing/round-trips'
import { asAdmin, asInstructor, asStudent, asVisitor } from '@/lib/platform/testing/viewers'
import type { Member, Viewer } from '@/lib/platform/auth/viewer'
import { Course } from '@/models/course'
import { CourseRevision } from '@/models/course-revision'
import { Lesson } from '@/models/lesson'
import { LessonRevision } from '@/models/lesson-revision'
import { getAuthoredCourse } from '../queries/authored-course'
import { getAuthoredLesson } from '../queries/authored-lesson'
import { getCourse } from '../queries/course'
import { createCourse, updateCourse } from './courses'
import { moveLesson } from './lesson-places'
import { removeLesson, restoreLesson } from './lesson-removal'
import { createLesson, updateLesson } from './lessons'
import { addModule, moveModule, removeModule, restoreModule, updateModule } from './modules'

useTestDatabase()

const CHANGED = { code: 'precondition', reason: 'course.changed_meanwhile' }
const idOf = ({ _id }: { _id: { toHexString(): string } }) => _id.toHexString()

async function published(instructor: Member, lessons = 3) {
  const { course, lessons: rows } = await makeCourse({ instructor: instructor.userId as never }, lessons)
  return { courseId: idOf(course), slug: course.slug, lessonIds: rows.map(idOf) }
}
const read = (viewer: Viewer, courseId: string) => getAuthoredCourse(viewer, { courseId })
const titles = (course: Awaited<ReturnType<typeof read>>) =>
  course.modules.map((module) => [
    module.title,
    ...module.sections.flatMap((section) => section.lessons.map((lesson) => lesson.title)),
  ])

test('an instructor begins a draft of their own, with an address made of its title, distinct from others', async () => {
  const ines = await asInstructor()
  const first = await createCourse(ines, { title: 'Bread, slowly' })
  const second = await createCourse(ines, { title: 'Bread, slowly' })
  expect([first.slug, second.slug]).toEqual(['bread-slowly', 'bread-slowly-2'])
  expect(await Course.findById(first.courseId).lean()).toMatchObject({
    title: 'Bread, slowly',
    status: 'draft',
    instructor: expect.objectContaining({}) as unknown,
    isListed: false,
  })
  await expect(createCourse(ines, { title: 'Else', slug: 'bread-slowly' })).rejects.toMatchObject({
    code: 'conflict',
    reason: 'course.slug_taken',
  })
})

test('courses of one title that are begun at the same moment all get an address of their own', async () => {
  const ines = await asInstructor()
  const made = await Promise.all(Array.from({ length: 4 }, () => createCourse(ines, { title: 'Bread' })))
  expect(new Set(made.map(({ slug }) => slug)).size).toBe(4)
})

test('who is no approved instructor begins no course, and only an admin begins one for others', async () => {
  const ines = await asInstructor()
  const waiting = await asInstructor({ approved: false })
  const input = { title: 'Bread' }
  await expect(createCourse(asVisitor(), input)).rejects.toMatchObject({ code: 'unauthenticated' })
  await expect(createCourse(await asStudent(), input)).rejects.toMatchObject({ code: 'forbidden' })
  await expect(createCourse(waiting, input)).rejects.toMatchObject({
    code: 'forbidden',
    reason: 'account.not_approved',
  })
  await expect(
    createCourse(ines, { ...input, instructor: (await asInstructor()).username }),
  ).rejects.toMatchObject({ code: 'forbidden' })
  const { courseId } = await createCourse(await asAdmin(), { ...input, instructor: ines.username })
  expect((await read(ines, courseId)).instructor?.username).toBe(ines.username)
})

test('a draft that nobody has seen says at once on its row what its authors write', async () => {
  const ines = await asInstructor()
  const category = await makeCategory({ slug: 'cooking' })
  const { courseId } = await createCourse(ines, { title: 'Bread', timeZone: 'Asia/Tokyo' })
  const { detailsEdit } = await read(ines, courseId)
  await updateCourse(ines, {
    courseId,
    version: detailsEdit.version,
    title: 'Good bread',
    slug: 'good-bread',
    category: 'cooking',
    startDate: '2026-12-01',
    endDate: '2026-12-31',
  })
  const { lessonId } = await createLesson(ines, {
    courseId,
    title: 'Flour',
    content: 'Weigh it. '.repeat(300),
  })
  const row = await Course.findById(courseId).lean()
  expect(row).toMatchObject({
    title: 'Good bread',
    slug: 'good-bread',
    categorySlug: 'cooking',
    lessonCount: 1,
    durationMinutes: 3,
    startDate: new Date('2026-11-30T15:00:00Z'),
    endDate: new Date('2026-12-31T15:00:00Z'),
  })
  expect(row?.category?.equals(category._id)).toBe(true)
  expect(row?.modules.map(({ title }) => title)).toEqual(['Module 1'])
  expect(await Lesson.findById(lessonId).lean()).toMatchObject({
    title: 'Flour',
    isPublished: true,
    slug: 'flour',
  })
  expect((await read(ines, courseId)).details).toMatchObject({
    startDate: '2026-12-01',
    endDate: '2026-12-31',
  })
})

test('a day stays the same day when the course moves to another zone, and may not end before it begins', async () => {
  const ines = await asInstructor()
  const { courseId } = await createCourse(ines, { title: 'Bread', startDate: '2026-03-02', timeZone: 'UTC' })
  const { version } = await updateCourse(ines, {
    courseId,
    version: (await read(ines, courseId)).detailsEdit.version,
    timeZone: 'America/New_York',
  })
  expect((await read(ines, courseId)).details.startDate).toBe('2026-03-02')
  await expect(updateCourse(ines, { courseId, version, endDate: '2026-03-01' })).rejects.toMatchObject({
    code: 'invalid',
    fields: { endDate: 'course.ends_before_start' },
  })
})

test('lessons open on the same day when the course moves to another zone, those that were taken out too', async () => {
  const ines = await asInstructor()
  const { courseId, lessonIds } = await published(ines)
  const [seen = '', out = '', other = ''] = lessonIds
  const onDate = { rule: 'onDate', day: '2027-03-02' } as const
  const at = new Date('2027-03-02T00:00:00Z')
  await Lesson.updateOne({ _id: seen }, { $set: { release: { rule: 'onDate', at } } })
  const { version: written } = await updateLesson(ines, { lessonId: out, version: 1, release: onDate })
  await removeLesson(ines, { lessonId: out, version: written })
  await updateLesson(ines, { lessonId: other, version: 1, release: { rule: 'afterDays', days: 3 } })
  const { version } = await updateCourse(ines, {
    courseId,
    version: (await read(ines, courseId)).detailsEdit.version,
    timeZone: 'America/New_York',
  })
  const momentOf = async (lesson: string) => (await LessonRevision.findOne({ lesson }).lean())?.release?.at
  const moment = new Date('2027-03-02T05:00:00Z')
  expect([await momentOf(seen), await momentOf(out)]).toEqual([moment, moment])
  expect((await getAuthoredLesson(ines, { lessonId: seen })).release?.day).toBe('2027-03-02')
  expect((await getAuthoredLesson(ines, { lessonId: other })).release).toMatchObject({ days: 3 })
  // Learners keep what is published until the next publication.
  expect((await Lesson.findById(seen).lean())?.release?.at).toEqual(at)
  const lessonVersion = async () => (await getAuthoredLesson(ines, { lessonId: seen })).edit.version
  const before = await lessonVersion()
  await updateCourse(ines, { courseId, version, title: 'Other' })
  expect(await lessonVersion()).toBe(before)
})

test('nothing that is written of a published course reaches learners, and its address cannot change', async () => {
  const ines = await asInstructor()
  const { courseId, slug, lessonIds } = await published(ines)
  const before = await getCourse(asVisitor(), { slug })
  const [first = '', second = ''] = lessonIds
  const start = await read(ines, courseId)
  const { version } = await updateCourse(ines, {
    courseId,
    version: start.detailsEdit.version,
    title: 'Other',
  })
  await updateLesson(ines, { lessonId: first, version: 1, title: 'New words', content: 'Other text' })
  await removeLesson(ines, { lessonId: second, version: 1 })
  await createLesson(ines, { courseId, title: 'One more' })
  await addModule(ines, { courseId, title: 'Third module' })
  expect(await getCourse(asVisitor(), { slug })).toEqual(before)
  expect(await Lesson.findById(first).lean()).toMatchObject({ title: 'Lesson 1', body: 'Text of lesson 1.' })
  const written = await read(ines, courseId)
  expect(written).toMatchObject({ state: 'open', status: 'published', details: { title: 'Other' } })
  expect(titles(written)).toEqual([
    ['Module 1', 'New words'],
    ['Module 2', 'Lesson 3', 'One more'],
    ['Third module'],
  ])
  expect(written.modules[0]?.sections[0]?.lessons[0]).toMatchObject({ isChanged: true, isNew: false })
  expect(written.modules[1]?.sections[0]?.lessons[1]).toMatchObject({ isChanged: false, isNew: true })
  await expect(updateCourse(ines, { courseId, version, slug: 'elsewhere' })).rejects.toMatchObject({
    reason: 'course.slug_fixed',
  })
})

test('a lesson that names no module joins the last one; the first of a course makes one', async () => {
  const ines = await asInstructor()
  const { courseId } = await createCourse(ines, { title: 'Bread' })
  const first = await createLesson(ines, { courseId, title: 'Flour' })
  await addModule(ines, { courseId, title: 'Later things' })
  const second = await createLesson(ines, { courseId, title: 'Crust' })
  expect(titles(await read(ines, courseId))).toEqual([
    ['Module 1', 'Flour'],
    ['Later things', 'Crust'],
  ])
  expect(first.moduleId).not.toBe(second.moduleId)
})

test('of two who write the same part the second is told, whatever the part, and loses nothing of the first', async () => {
  const ines = await asInstructor()
  const kofi = await asInstructor()
  const { courseId, lessonIds } = await published(ines)
  await Course.updateOne({ _id: courseId }, { $set: { coInstructors: [kofi.userId] } })
  const [lessonId = ''] = lessonIds
  const seen = await read(kofi, courseId)
  const [module] = seen.modules
  const moduleId = module?.id ?? ''
  const writes = (viewer: Viewer, words: string) => [
    () => updateCourse(viewer, { courseId, version: seen.detailsEdit.version, title: words }),
    () => updateModule(viewer, { courseId, moduleId, version: module?.version ?? 0, title: words }),
    () => updateLesson(viewer, { lessonId, version: 1, title: words }),
    () => moveModule(viewer, { courseId, moduleId, version: seen.orderEdit.version, index: 1 }),
  ]
  for (const write of writes(ines, 'Of Ines')) await write()
  for (const write of writes(kofi, 'Of Kofi')) await expect(write()).rejects.toMatchObject(CHANGED)
  const after = await read(kofi, courseId)
  expect(after.details.title).toBe('Of Ines')
  expect(after.detailsEdit.by).toBe(ines.fullName)
  expect(titles(after)).toEqual([
    ['Module 2', 'Lesson 3'],
    ['Of Ines', 'Of Ines', 'Lesson 2'],
  ])
  expect(after.modules[1]?.by).toBe(ines.fullName)
})

test('of two who write at the same moment exactly one is taken, also where it is the first write of all', async () => {
  const ines = await asInstructor()
  const { courseId, lessonIds } = await published(ines)
  const [lessonId = ''] = lessonIds
  const { detailsEdit } = await read(ines, courseId)
  const outcomes = await Promise.allSettled(
    Array.from({ length: 4 }, (_, index) =>
      updateCourse(ines, { courseId, version: detailsEdit.version, title: `Title ${index}` }),
    ),
  )
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  for (const outcome of outcomes)
    if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject(CHANGED)
  expect(await CourseRevision.countDocuments({ course: courseId })).toBe(1)

  const lessons = await Promise.allSettled(
    Array.from({ length: 4 }, (_, index) =>
      updateLesson(ines, { lessonId, version: 1, title: `Lesson ${index}` }),
    ),
  )
  expect(lessons.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect(await LessonRevision.countDocuments({ lesson: lessonId })).toBe(1)
})

test('writes on different parts at the same moment are all taken', async () => {
  const ines = await asInstructor()
  const { courseId, lessonIds } = await published(ines, 4)
  const seen = await read(ines, courseId)
  await Promise.all([
    updateCourse(ines, { courseId, version: seen.detailsEdit.version, title: 'Title' }),
    ...lessonIds.map((lessonId, index) => updateLesson(ines, { lessonId, version: 1, title: `L${index}` })),
    ...seen.modules.map(({ id, version }) =>
      updateModule(ines, { courseId, moduleId: id, version, title: `M ${id}` }),
    ),
  ])
  const after = await read(ines, courseId)
  expect(titles(after)).toEqual(
    seen.modules.map(({ id }, index) => [`M ${id}`, `L${2 * index}`, `L${2 * index + 1}`]),
  )
  expect(after.details.title).toBe('Title')
})

test('a lesson moves across modules; a change to either of them meanwhile stops the move', async () => {
  const ines = await asInstructor()
  const { courseId, lessonIds } = await published(ines)
  const [lessonId = ''] = lessonIds
  const seen = await read(ines, courseId)
  const [from, to] = seen.modules
  const move = {
    lessonId,
    from: { moduleId: from?.id ?? '', version: from?.version ?? 0 },
    to: { moduleId: to?.id ?? '', version: to?.version ?? 0, sectionId: to?.sections[0]?.id ?? '', index: 0 },
  }
  await moveLesson(ines, move)
  expect(titles(await read(ines, courseId))).toEqual([
    ['Module 1', 'Lesson 2'],
    ['Module 2', 'Lesson 1', 'Lesson 3'],
  ])
  await expect(moveLesson(ines, move)).rejects.toMatchObject(CHANGED)
  const now = await read(ines, courseId)
  const back = {
    lessonId,
    from: { moduleId: to?.id ?? '', version: now.modules[1]?.version ?? 0 },
    to: {
      ...move.to,
      moduleId: from?.id ?? '',
      version: now.modules[0]?.version ?? 0,
      sectionId: from?.sections[0]?.id ?? '',
    },
  }
  await createLesson(ines, { courseId, moduleId: from?.id, title: 'Meanwhile' })
  await expect(moveLesson(ines, back)).rejects.toMatchObject(CHANGED)
})

test('a lesson that is taken out comes back to its place with what was written in it', async () => {
  const ines = await asInstructor()
  const { courseId, lessonIds } = await published(ines, 4)
  const [first = ''] = lessonIds
  const { version } = await updateLesson(ines, { lessonId: first, version: 1, content: 'Written' })
  await expect(removeLesson(ines, { lessonId: first, version: 1 })).rejects.toMatchObject(CHANGED)
  await removeLesson(ines, { lessonId: first, version })
  const without = await read(ines, courseId)
  expect(titles(without)[0]).toEqual(['Module 1', 'Lesson 2'])
  expect(without.removed.lessons).toEqual([{ id: first, title: 'Lesson 1' }])
  await expect(getAuthoredLesson(ines, { lessonId: first })).rejects.toMatchObject({ code: 'not_found' })
  await restoreLesson(ines, { lessonId: first })
  expect(titles(await read(ines, courseId))[0]).toEqual(['Module 1', 'Lesson 1', 'Lesson 2'])
  expect((await getAuthoredLesson(ines, { lessonId: first })).content).toBe('Written')
  await expect(restoreLesson(ines, { lessonId: first })).rejects.toMatchObject({ code: 'not_found' })
})

test('a module goes and comes back with its lessons, which do not come back without it', async () => {
  const ines = await asInstructor()
  const { courseId, lessonIds } = await published(ines, 4)
  const before = await read(ines, courseId)
  const [module] = before.modules
  const moduleId = module?.id ?? ''
  await removeModule(ines, { courseId, moduleId, version: module?.version ?? 0 })
  const without = await read(ines, courseId)
  expect(titles(without)).toEqual([['Module 2', 'Lesson 3', 'Lesson 4']])
  expect(without.removed).toEqual({
    modules: [{ id: moduleId, title: 'Module 1', lessonCount: 2 }],
    lessons: [],
    sections: [],
  })
  await expect(restoreLesson(ines, { lessonId: lessonIds[0] ?? '' })).rejects.toMatchObject({
    code: 'not_found',
  })
  await restoreModule(ines, { courseId, moduleId })
  expect(titles(await read(ines, courseId))).toEqual(titles(before))
  await expect(restoreModule(ines, { courseId, moduleId })).rejects.toMatchObject({ code: 'not_found' })
})

test('a lesson stands at its place of the module, counted through its sections', async () => {
  const ines = await asInstructor()
  const { courseId } = await published(ines, 4)
  const moduleId = (await read(ines, courseId)).modules[0]?.id
  await createLesson(ines, { courseId, moduleId, title: 'In between', order: 1 })
  await createLesson(ines, { courseId, moduleId, title: 'Far behind', order: 99 })
  expect(titles(await read(ines, courseId))[0]).toEqual([
    'Module 1',
    'Lesson 1',
    'In between',
    'Lesson 2',
    'Far behind',
  ])
  await expect(
    createLesson(ines, { courseId, moduleId: 'f'.repeat(24), title: 'Nowhere' }),
  ).rejects.toMatchObject({ code: 'not_found' })
})

test('the time of a lesson follows its text until its author says it', async () => {
  const ines = await asInstructor()
  const { courseId } = await createCourse(ines, { title: 'Bread' })
  const { lessonId, version } = await createLesson(ines, { courseId, title: 'Flour' })
  const minutes = async () => (await getAuthoredLesson(ines, { lessonId })).durationMinutes
  expect(await minutes()).toBe(0)
  const long = await updateLesson(ines, { lessonId, version, content: 'word '.repeat(1_000) })
  expect(await minutes()).toBe(5)
  const said = await updateLesson(ines, { lessonId, version: long.version, durationMinutes: 12 })
  await updateLesson(ines, { lessonId, version: said.version, content: 'word '.repeat(2_000) })
  expect(await minutes()).toBe(12)
})

test('lessons may wait for days, a date or a lesson, but never for one another', async () => {
  const ines = await asInstructor()
  const { courseId, lessonIds } = await published(ines)
  const [a = '', b = ''] = lessonIds
  const elsewhere = await published(ines)
  const { version } = await updateLesson(ines, {
    lessonId: b,
    version: 1,
    release: { rule: 'afterLesson', lessonId: a },
  })
  const wait = (lessonId: string) =>
    updateLesson(ines, { lessonId: a, version: 1, release: { rule: 'afterLesson', lessonId } })
  await expect(wait(b)).rejects.toMatchObject({ fields: { 'release.lessonId': 'lesson.release_circle' } })
  await expect(wait(a)).rejects.toMatchObject({ fields: { 'release.lessonId': 'lesson.release_circle' } })
  await expect(wait(elsewhere.lessonIds[0] ?? '')).rejects.toMatchObject({
    fields: { 'release.lessonId': 'lesson.release_lesson' },
  })
  await updateLesson(ines, { lessonId: b, version, release: { rule: 'onDate', day: '2027-01-05' } })
  expect((await getAuthoredLesson(ines, { lessonId: b })).release).toEqual({
    rule: 'onDate',
    day: '2027-01-05',
    days: null,
    lessonId: null,
  })
  expect((await read(ines, courseId)).modules[0]?.sections[0]?.lessons[1]?.releaseRule).toBe('onDate')
})

test('nobody but its instructors and admins writes a course, or learns what they write', async () => {
  const ines = await asInstructor()
  const { courseId, lessonIds } = await published(ines)
  const { courseId: draftId } = await createCourse(ines, { title: 'Secret' })
  const [lessonId = ''] = lessonIds
  const writes = (viewer: Viewer, id: string) => [
    () => read(viewer, id),
    () => updateCourse(viewer, { courseId: id, version: 1, title: 'Mine' }),
    () => addModule(viewer, { courseId: id, title: 'Mine' }),
    () => createLesson(viewer, { courseId: id, title: 'Mine' }),
  ]
  const ofLesson = (viewer: Viewer) => [
    () => getAuthoredLesson(viewer, { lessonId }),
    () => updateLesson(viewer, { lessonId, version: 1, title: 'Mine' }),
    () => removeLesson(viewer, { lessonId, version: 1 }),
  ]
  const others = [await asStudent(), await asInstructor()]
  for (const viewer of others) {
    for (const write of [...writes(viewer, courseId), ...ofLesson(viewer)])
      await expect(write()).rejects.toMatchObject({ code: 'forbidden' })
    for (const write of writes(viewer, draftId))
      await expect(write()).rejects.toMatchObject({ code: 'not_found' })
  }
  for (const write of [...writes(asVisitor(), courseId), ...ofLesson(asVisitor())])
    await expect(write()).rejects.toMatchObject({ code: 'unauthenticated' })
  expect(await CourseRevision.countDocuments({ course: courseId })).toBe(0)
  await updateCourse(await asAdmin(), { courseId, version: 1, title: 'By an admin' })
})

test('an instructor whose approval was taken back is told so, and writes nothing', async () => {
  const waiting = await asInstructor({ approved: false })
  const { courseId } = await published(waiting)
  await expect(read(waiting, courseId)).rejects.toMatchObject({
    code: 'forbidden',
    reason: 'account.not_approved',
  })
})

test('a course of 400 lessons is read in one round trip, as one of three is', async () => {
  const ines = await asInstructor()
  const { courseId } = await published(ines, 400)
  const { result, calls } = await countRoundTrips(() => read(ines, courseId))
  expect(calls).toEqual(['courses.aggregate'])
  expect(result.modules.flatMap(({ sections }) => sections.flatMap(({ lessons }) => lessons))).toHaveLength(
    400,
  )
})
