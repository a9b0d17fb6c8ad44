import { createCourse, updateCourse } from '@/lib/courses/commands/courses'
import { createLesson, updateLesson } from '@/lib/courses/commands/lessons'
import { addModule } from '@/lib/courses/commands/modules'
import { returnCourse, submitCourse } from '@/lib/courses/commands/review'
import type { LessonType } from '@/lib/courses/constants'
import { getAuthoredCourse } from '@/lib/courses/queries/authored-course'
import { getAuthoredLesson } from '@/lib/courses/queries/authored-lesson'
import type { CourseChange, NewCourse } from '@/lib/courses/schema/course'
import { tellAuthors, tellOfWaiting } from '@/lib/notifications/commands/authoring'
import { systemViewer, type Member } from '@/lib/platform/auth/viewer'
import { now } from '@/lib/platform/clock'
import { toObjectId } from '@/lib/platform/db/object-id'
import { inTransaction } from '@/lib/platform/db/transaction'
import { Course } from '@/models/course'
import { CourseRevision } from '@/models/course-revision'
import { User } from '@/models/user'
import { viewerOf } from './accounts'
import { readDemo, say } from './files'
import { addGradedLesson, type GradedLesson } from './graded'
import { AS_IT_WAS, at, earlier, momentOf } from './moments'
import { forgetCourseNews, tellNow } from './news'

type Begun = {
  slug: string
  instructor: string
  daysAgo: number
  state: 'draft' | 'returned'
  decidedDaysAgo?: number
  comment?: string
  course: Omit<NewCourse, 'slug'>
  modules: { title: string; lessons: { title: string; type: LessonType; text: string }[] }[]
}
/** What an author wants to change of a published course; `append` is added to the text of a lesson, counted from 1. */
type Change = {
  slug: string
  instructor: string
  daysAgo: number
  details: Pick<CourseChange, 'subtitle' | 'requirements'>
  append: { lesson: number; text: string }
  lesson: GradedLesson
}
type Writing = { courses: Begun[]; changes: Change[] }

const house = systemViewer('db:seed')
const HOUR = 16
const SEED_KEY = 'seed'

/** What authors have not finished: a course being written, one that came back, and changes that wait for review. */
export async function addWriting(): Promise<void> {
  const { courses, changes } = await readDemo<Writing>('writing.json')
  for (const begun of courses) {
    if ((await Course.exists({ slug: begun.slug })) !== null) continue
    const teacher = await authorOf(begun.instructor)
    await inTransaction(() => at(momentOf(begun.daysAgo, HOUR), () => begin(teacher, begun)))
  }
  for (const change of changes) {
    const course = await Course.findOne({ slug: change.slug }).select({ _id: 1 }).lean()
    if (course === null || (await CourseRevision.exists({ course: course._id })) !== null) continue
    const teacher = await authorOf(change.instructor)
    const moment = earlier(momentOf(change.daysAgo, HOUR), 0)
    await inTransaction(() => at(moment, () => submitChange(teacher, course._id.toHexString(), change)))
  }
  say(`${courses.length} courses are being written, changes of ${changes.length} wait for review.`)
}

async function authorOf(username: string): Promise<Member> {
  const user = await User.findOne({ usernameKey: username }).select({ _id: 1 }).lean()
  if (user === null) throw new Error(`There is no ${username}.`)
  return viewerOf(user._id.toHexString())
}

async function begin(teacher: Member, { slug, course, modules, ...decided }: Begun): Promise<void> {
  const { courseId } = await createCourse(teacher, { ...course, slug })
  for (const { title, lessons } of modules) {
    const { moduleId } = await addModule(teacher, { courseId, title })
    for (const { text, ...lesson } of lessons)
      await createLesson(teacher, { courseId, moduleId, content: text, ...lesson })
  }
  if (decided.state === 'returned') await submitAndReturn(teacher, courseId, decided)
  await Course.updateOne({ _id: toObjectId(courseId) }, { $set: dates() }, AS_IT_WAS)
  await CourseRevision.updateOne({ course: toObjectId(courseId) }, { $set: dates() }, AS_IT_WAS)
}

/** Rows that the database dates by its own clock get the date of what they tell of. */
function dates() {
  return { createdAt: now(), updatedAt: now() }
}

async function submitAndReturn(
  teacher: Member,
  courseId: string,
  { comment = '', decidedDaysAgo = 0 }: Pick<Begun, 'comment' | 'decidedDaysAgo'>,
): Promise<void> {
  const { version } = await getAuthoredCourse(teacher, { courseId })
  await submitCourse(teacher, { courseId, version })
  const submitted = await getAuthoredCourse(teacher, { courseId })
  await at(momentOf(decidedDaysAgo, HOUR), async () => {
    await returnCourse(house, { courseId, version: submitted.version, comment })
    await tellNow(courseId, () => tellAuthors(house, { courseId, notice: 'courseReturned', key: SEED_KEY }))
  })
  await forgetCourseNews(courseId)
}

async function submitChange(
  teacher: Member,
  courseId: string,
  { details, append, lesson }: Change,
): Promise<void> {
  const course = await getAuthoredCourse(teacher, { courseId })
  await updateCourse(teacher, { courseId, version: course.detailsEdit.version, ...details })
  const lessons = course.modules.flatMap(({ sections }) => sections.flatMap((section) => section.lessons))
  const appended = await getAuthoredLesson(teacher, { lessonId: lessons[append.lesson - 1]?.id ?? '' })
  const content = `${appended.content}\n\n${append.text}`
  await updateLesson(teacher, { lessonId: appended.id, version: appended.edit.version, content })
  await addGradedLesson(teacher, courseId, lesson)
  const { version } = await getAuthoredCourse(teacher, { courseId })
  await submitCourse(teacher, { courseId, version })
  await CourseRevision.updateOne({ course: toObjectId(courseId) }, { $set: dates() }, AS_IT_WAS)
  await tellNow(courseId, () => tellOfWaiting(house, { courseId, key: SEED_KEY }))
  await forgetCourseNews(courseId)
}
