import { readdir, stat } from 'node:fs/promises'
import path from 'node:path'
import { saveCategory } from '@/lib/courses/commands/categories'
import { importCourse } from '@/lib/courses/import/import-course'
import { reportLines } from '@/lib/courses/import/report-lines'
import { systemViewer } from '@/lib/platform/auth/viewer'
import { inTransaction } from '@/lib/platform/db/transaction'
import { dayOf } from '@/lib/utils/dates'
import { naturalOrder } from '@/lib/utils/natural-order'
import { Course } from '@/models/course'
import { CourseRevision } from '@/models/course-revision'
import { Lesson } from '@/models/lesson'
import { viewerOf } from './accounts'
import { DEMO, readDemo, say } from './files'
import { publishWithGraded } from './graded'
import { AS_IT_WAS, at, began, dayFromNow, momentOf } from './moments'

type CategoryRow = { name: string; slug: string; description: string; order: number; hue: number }
type Dates = { publishedDaysAgo: number; run?: { startsInDays: number; lastsDays: number } }
type Run = { startDate: string; endDate: string }

const house = systemViewer('db:seed')
const MORNING = 9

export async function addCategories(): Promise<void> {
  for (const category of await readDemo<CategoryRow[]>('categories.json')) await saveCategory(house, category)
}

/**
 * Every folder with a `course.md`, published on the day that `calendar.json` gives its course. One that authors have
 * worked on in the browser is theirs: it stays as it has become.
 */
export async function addCourses(): Promise<void> {
  const calendar = await readDemo<Record<string, Dates>>('calendar.json')
  for (const folder of await courseFolders()) {
    const slug = path.basename(folder)
    if (await isAuthored(slug)) continue
    await addCourse(folder, await runOf(slug, calendar[slug]), calendar[slug]?.publishedDaysAgo ?? 0)
  }
}

/** A new course is brought in on the morning of its publication; what is changed in one later is changed now. */
async function addCourse(folder: string, run: Run | undefined, publishedDaysAgo: number): Promise<void> {
  const published = momentOf(publishedDaysAgo, MORNING)
  const report = await importCourse(house, { folder, run })
  for (const line of reportLines(report)) say(line)
  const { courseId, lessonCount } = report
  if (courseId === null || lessonCount === 0) return
  const course = await Course.findById(courseId).select({ publishedAt: 1, instructor: 1 }).lean()
  if (course?.publishedAt != null || !course?.instructor) return
  const teacher = await viewerOf(course.instructor.toHexString())
  await inTransaction(() => at(published, () => publishWithGraded(teacher, courseId, folder)))
  const dates = { createdAt: published, updatedAt: published }
  await Course.updateOne({ _id: courseId }, { $set: dates }, AS_IT_WAS)
  await Lesson.updateMany({ course: courseId }, { $set: dates }, AS_IT_WAS)
}

async function isAuthored(slug: string): Promise<boolean> {
  const course = await Course.findOne({ slug }).select({ _id: 1 }).lean()
  return course !== null && (await CourseRevision.exists({ course: course._id })) !== null
}

/** A run that is coming or going on keeps its days, however often the academy is seeded; the next one begins anew. */
async function runOf(slug: string, dates: Dates | undefined): Promise<Run | undefined> {
  if (dates?.run === undefined) return undefined
  const course = await Course.findOne({ slug }).select({ startDate: 1, endDate: 1, timeZone: 1 }).lean()
  if (course?.startDate && course.endDate && course.endDate > began) {
    const [startDate, endDate] = [course.startDate, course.endDate].map((day) => dayOf(day, course.timeZone))
    if (startDate !== undefined && endDate !== undefined) return { startDate, endDate }
  }
  const { startsInDays, lastsDays } = dates.run
  return { startDate: dayFromNow(startsInDays), endDate: dayFromNow(startsInDays + lastsDays) }
}

async function courseFolders(): Promise<string[]> {
  const names = (await readdir(DEMO)).sort(naturalOrder)
  const folders: string[] = []
  for (const name of names) {
    const folder = path.join(DEMO, name)
    const isCourse = await stat(path.join(folder, 'course.md')).catch(() => null)
    if (isCourse?.isFile()) folders.push(folder)
  }
  return folders
}
