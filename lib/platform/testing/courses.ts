import { Types, type HydratedDocument } from 'mongoose'
import { Category, type CategoryFields } from '@/models/category'
import { Course, type CourseFields } from '@/models/course'
import { Lesson, type LessonFields } from '@/models/lesson'
import { now } from '../clock'
import { makeUser } from './factories'

let made = 0

function nextNumber(): number {
  made += 1
  return made
}

export async function makeCategory(
  facts: Partial<CategoryFields> = {},
): Promise<HydratedDocument<CategoryFields>> {
  const number = nextNumber()
  const [category] = await Category.create([
    { name: `Category ${number}`, slug: `category-${number}`, order: number, ...facts },
  ])
  if (category === undefined) throw new Error('The category was not made.')
  return category
}

export type MadeCourse = { course: HydratedDocument<CourseFields>; lessons: HydratedDocument<LessonFields>[] }

/** A published free course with as many lessons as wanted, or with lessons of these facts, in two modules. */
export async function makeCourse(
  facts: Partial<CourseFields> = {},
  lessons: number | Partial<LessonFields>[] = 3,
): Promise<MadeCourse> {
  const number = nextNumber()
  const _id = new Types.ObjectId()
  const wanted = typeof lessons === 'number' ? Array.from({ length: lessons }, () => ({})) : lessons
  const rows = await Lesson.insertMany(
    wanted.map((lesson, index) => ({
      course: _id,
      title: `Lesson ${index + 1}`,
      slug: `lesson-${index + 1}`,
      body: `Text of lesson ${index + 1}.`,
      durationMinutes: 5,
      ...lesson,
    })),
  )
  const ids = rows.map((lesson) => lesson._id)
  const half = Math.ceil(ids.length / 2)
  const [course] = await Course.create([
    {
      _id,
      title: `Course ${number}`,
      slug: `course-${number}`,
      level: 'Beginner',
      language: 'en',
      status: 'published',
      publishedAt: now(),
      instructor: facts.instructor ?? (await makeUser({ role: 'instructor', approved: true }))._id,
      lessonCount: ids.length,
      durationMinutes: 5 * ids.length,
      modules: [ids.slice(0, half), ids.slice(half)]
        .filter((lessonIds) => lessonIds.length > 0)
        .map((lessonIds, index) => ({ title: `Module ${index + 1}`, sections: [{ lessonIds }] })),
      ...facts,
    },
  ])
  if (course === undefined) throw new Error('The course was not made.')
  return { course, lessons: rows }
}
