import { beforeEach, expect, test } from 'vitest'
import type { Member, Viewer } from '@/lib/platform/auth/viewer'
import { makeCourse } from '@/lib/platform/testing/courses'
import { useTestDatabase } from '@/lib/platform/testing/db'
import { asAdmin, asInstructor, asStudent, asVisitor } from '@/lib/platform/testing/viewers'
import { CourseRevision } from '@/models/course-revision'
import { getAuthoredCourse } from '../queries/authored-course'
import { moveLesson } from './lesson-places'
import { createLesson } from './lessons'
import { removeModule, restoreModule } from './modules'
import { publishCourse } from './publishing'
import { submitCourse } from './review'
import { addSection, moveSection, removeSection, restoreSection, updateSection } from './sections'

useTestDatabase()

let ines: Member
let courseId: string
let moduleId: string
beforeEach(async () => {
  ines = await asInstructor()
  courseId = (
    await makeCourse({ instructor: ines.userId as never, description: 'All of it.', tags: ['bread'] }, 4)
  ).course.id
  moduleId = (await read()).modules[0]?.id ?? ''
})

const read = () => getAuthoredCourse(ines, { courseId })
const outlined = async () => (await read()).modules.find(({ id }) => id === moduleId)
const version = async () => (await outlined())?.version ?? 0
const of = async () => ({ courseId, moduleId, version: await version() })
/** Headings with their lessons. */
const shown = async () =>
  (await outlined())?.sections.map(({ title, lessons }) => [title, ...lessons.map((each) => each.title)])

/** Lessons 1 and 2 without a heading, then `Practice` with one of its own. */
async function withPractice(): Promise<string> {
  const { sectionId } = await addSection(ines, { ...(await of()), title: 'Practice' })
  await createLesson(ines, { courseId, moduleId, sectionId, title: 'Try it', content: 'Now.' })
  return sectionId
}

test('a heading is added, named anew, moved and taken away, and no lesson is lost with it', async () => {
  const sectionId = await withPractice()
  await updateSection(ines, { ...(await of()), sectionId, title: 'Exercises' })
  await moveSection(ines, { ...(await of()), sectionId, index: 0 })
  expect(await shown()).toEqual([
    ['Exercises', 'Try it'],
    ['', 'Lesson 1', 'Lesson 2'],
  ])
  await removeSection(ines, { ...(await of()), sectionId })
  expect(await shown()).toEqual([['', 'Try it', 'Lesson 1', 'Lesson 2']])
  await expect(removeSection(ines, { ...(await of()), sectionId })).rejects.toMatchObject({
    code: 'not_found',
  })
})

test('a heading that was taken away comes back to its place with its lessons, once', async () => {
  const sectionId = await withPractice()
  const before = await shown()
  await removeSection(ines, { ...(await of()), sectionId })
  expect((await read()).removed.sections).toEqual([{ id: sectionId, moduleId, title: 'Practice' }])
  await restoreSection(ines, { courseId, moduleId, sectionId })
  expect(await shown()).toEqual(before)
  expect((await read()).removed.sections).toEqual([])
  await expect(restoreSection(ines, { courseId, moduleId, sectionId })).rejects.toMatchObject({
    code: 'not_found',
  })
})

test('a lesson that has moved to another module meanwhile stays there when its heading comes back', async () => {
  const sectionId = await withPractice()
  const lessonId = (await outlined())?.sections[1]?.lessons[0]?.id ?? ''
  await removeSection(ines, { ...(await of()), sectionId })
  const [from, to] = (await read()).modules
  await moveLesson(ines, {
    lessonId,
    from: { moduleId, version: from?.version ?? 0 },
    to: { moduleId: to?.id ?? '', version: to?.version ?? 0, sectionId: to?.sections[0]?.id ?? '', index: 0 },
  })
  await restoreSection(ines, { courseId, moduleId, sectionId })
  expect(await shown()).toEqual([['', 'Lesson 1', 'Lesson 2'], ['Practice']])
  expect((await read()).modules[1]?.sections[0]?.lessons[0]?.title).toBe('Try it')
})

test('the heading over the only section of a module goes and comes back without its lessons moving', async () => {
  const sectionId = (await outlined())?.sections[0]?.id ?? ''
  await updateSection(ines, { ...(await of()), sectionId, title: 'All of it' })
  await removeSection(ines, { ...(await of()), sectionId })
  expect(await shown()).toEqual([['', 'Lesson 1', 'Lesson 2']])
  await restoreSection(ines, { courseId, moduleId, sectionId })
  expect(await shown()).toEqual([['All of it', 'Lesson 1', 'Lesson 2']])
})

test('a heading of a module that is gone waits for the module, and none comes back after publication', async () => {
  const sectionId = await withPractice()
  await removeSection(ines, { ...(await of()), sectionId })
  await removeModule(ines, await of())
  expect((await read()).removed.sections).toEqual([])
  await expect(restoreSection(ines, { courseId, moduleId, sectionId })).rejects.toMatchObject({
    code: 'not_found',
  })
  await restoreModule(ines, { courseId, moduleId })
  expect((await read()).removed.sections).toHaveLength(1)
  await submitCourse(ines, { courseId, version: (await read()).version })
  await publishCourse(await asAdmin(), { courseId, version: (await read()).version })
  expect((await read()).removed.sections).toEqual([])
})

test('a working copy from before headings could come back is read and written as any other', async () => {
  const sectionId = await withPractice()
  await CourseRevision.collection.updateMany({}, { $unset: { removedSections: 1 } })
  expect((await read()).removed.sections).toEqual([])
  await removeSection(ines, { ...(await of()), sectionId })
  await restoreSection(ines, { courseId, moduleId, sectionId })
  expect((await shown())?.[1]).toEqual(['Practice', 'Try it'])
})

test('of two who change the headings of a module the second is told', async () => {
  const sectionId = await withPractice()
  const seen = await of()
  await updateSection(ines, { ...seen, sectionId, title: 'Exercises' })
  const late = { ...seen, sectionId }
  for (const write of [
    () => updateSection(ines, { ...late, title: 'Else' }),
    () => moveSection(ines, { ...late, index: 0 }),
    () => removeSection(ines, late),
  ])
    await expect(write()).rejects.toMatchObject({
      code: 'precondition',
      reason: 'course.changed_meanwhile',
    })
})

test('headings are nobody’s to change but the course’s authors’', async () => {
  const sectionId = await withPractice()
  const at = { ...(await of()), sectionId }
  const { version: _, ...choice } = at
  const writes = (viewer: Viewer) => [
    () => addSection(viewer, { ...choice, version: at.version, title: 'Mine' }),
    () => updateSection(viewer, { ...at, title: 'Mine' }),
    () => moveSection(viewer, { ...at, index: 0 }),
    () => removeSection(viewer, at),
    () => restoreSection(viewer, choice),
  ]
  for (const [viewer, code] of [
    [asVisitor(), 'unauthenticated'],
    [await asStudent(), 'forbidden'],
    [await asInstructor(), 'forbidden'],
  ] as const)
    for (const write of writes(viewer)) await expect(write()).rejects.toMatchObject({ code })
})
