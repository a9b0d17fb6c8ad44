import { createCourse } from '@/lib/courses/commands/courses'
import { createLesson } from '@/lib/courses/commands/lessons'
import { addModule, removeModule } from '@/lib/courses/commands/modules'
import { addSection, removeSection } from '@/lib/courses/commands/sections'
import { removeLesson } from '@/lib/courses/commands/lesson-removal'
import { submitCourse } from '@/lib/courses/commands/review'
import { getAuthoredCourse } from '@/lib/courses/queries/authored-course'
import { signedIn } from '@/lib/platform/testing/viewers'
import type { Person } from './database'

/** A course that is written: a module with two lessons, and another one that is empty, each at its version. */
export type DraftOfTest = {
  courseId: string
  version: number
  detailsVersion: number
  orderVersion: number
  modules: { id: string; version: number; sectionId: string }[]
  lessons: { id: string; title: string; version: number }[]
}

/** A draft of this person, made by the commands that the pages use. */
export async function makeDraft(person: Person, title = 'Bread, slowly'): Promise<DraftOfTest> {
  const viewer = await signedIn(person.userId)
  const details = { description: 'All of it, from flour to crust.', category: 'making', tags: ['bread'] }
  const { courseId } = await createCourse(viewer, { title, ...details })
  const { moduleId } = await addModule(viewer, { courseId, title: 'First things' })
  await createLesson(viewer, { courseId, moduleId, title: 'Flour', content: 'Weigh it.' })
  await createLesson(viewer, { courseId, moduleId, title: 'Water', content: 'Measure it.' })
  await addModule(viewer, { courseId, title: 'Later things' })
  return draftOf(person, courseId)
}

export async function draftOf(person: Person, courseId: string): Promise<DraftOfTest> {
  const course = await getAuthoredCourse(await signedIn(person.userId), { courseId })
  return {
    courseId,
    version: course.version,
    detailsVersion: course.detailsEdit.version,
    orderVersion: course.orderEdit.version,
    modules: course.modules.map(({ id, version, sections }) => ({
      id,
      version,
      sectionId: sections.at(-1)?.id ?? '',
    })),
    lessons: course.modules.flatMap(({ sections }) => sections.flatMap(({ lessons }) => lessons)),
  }
}

/** One that waits for an admin. */
export async function makeSubmitted(person: Person, title?: string): Promise<DraftOfTest> {
  const draft = await makeDraft(person, title)
  const viewer = await signedIn(person.userId)
  await submitCourse(viewer, { courseId: draft.courseId, version: draft.version })
  return draftOf(person, draft.courseId)
}

/** One of whose headings was taken away; it is the second section's of the first module. */
export async function makeUnheaded(person: Person): Promise<DraftOfTest> {
  const draft = await makeThinned(person)
  const [first] = draft.modules
  const { courseId } = draft
  const at = { courseId, moduleId: first?.id ?? '', sectionId: first?.sectionId ?? '' }
  await removeSection(await signedIn(person.userId), { ...at, version: first?.version ?? 0 })
  return draft
}

/** One from which a lesson, a module and nothing else were taken out; its second section has a heading. */
export async function makeThinned(person: Person): Promise<DraftOfTest> {
  const draft = await makeDraft(person)
  const viewer = await signedIn(person.userId)
  const [first, second] = draft.modules
  const { courseId } = draft
  await removeModule(viewer, { courseId, moduleId: second?.id ?? '', version: second?.version ?? 0 })
  const water = draft.lessons[1]
  await removeLesson(viewer, { lessonId: water?.id ?? '', version: water?.version ?? 0 })
  const { version } = (await draftOf(person, courseId)).modules[0] ?? { version: 0 }
  await addSection(viewer, { courseId, moduleId: first?.id ?? '', version, title: 'By hand' })
  const thinned = await draftOf(person, courseId)
  return { ...thinned, modules: [...thinned.modules, ...draft.modules.slice(1)], lessons: draft.lessons }
}
