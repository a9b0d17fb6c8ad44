import 'server-only'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { toObjectId } from '@/lib/platform/db/object-id'
import { Course } from '@/models/course'
import { Lesson } from '@/models/lesson'
import { requireHouse } from '../policy'
import { notify, notifyAll } from './writing'

type Place = { courseId: string; lessonId: string; submissionId: string }

/** Says to a learner that their work is graded, or came back. Each change of it is told once. */
export async function tellLearnerOfWork(
  viewer: Viewer,
  {
    userId,
    notice,
    version,
    ...place
  }: Place & { userId: string; version: number; notice: 'gradeReleased' | 'workReturned' },
): Promise<void> {
  requireHouse(viewer)
  const found = await findPlace(place)
  if (found === null) return
  await notify(viewer, {
    userId,
    notice,
    params: { course: found.course.title, lesson: found.lesson.title },
    link: `/learn/${found.course.slug}/${place.lessonId}`,
    courseId: place.courseId,
    key: `${notice}:${place.submissionId}:${version}`,
  })
}

/** Says to a learner that a quiz of theirs was graded anew, and what counts now: once for each regrading. */
export async function tellLearnerOfRegrade(
  viewer: Viewer,
  {
    userId,
    regradeId,
    percent,
    ...place
  }: Omit<Place, 'submissionId'> & { userId: string; regradeId: string; percent: number },
): Promise<void> {
  requireHouse(viewer)
  const found = await findPlace(place)
  if (found === null) return
  await notify(viewer, {
    userId,
    notice: 'quizRegraded',
    params: { course: found.course.title, lesson: found.lesson.title, percent },
    link: `/learn/${found.course.slug}/${place.lessonId}`,
    courseId: place.courseId,
    key: `quizRegraded:${regradeId}`,
  })
}

/** Says to who teaches a course that there is work to grade: once a day for each assignment. */
export async function tellTeachersOfWork(
  viewer: Viewer,
  { at, ...place }: Place & { at: Date },
): Promise<void> {
  requireHouse(viewer)
  const found = await findPlace(place)
  if (found === null) return
  const { course, lesson } = found
  const people = [...(course.instructor ? [course.instructor] : []), ...course.coInstructors]
  await notifyAll(viewer, {
    userIds: people.map((id) => id.toHexString()),
    news: {
      notice: 'workToGrade',
      params: { course: course.title, lesson: lesson.title },
      link: `/instructor/courses/${place.courseId}/grading?lesson=${place.lessonId}`,
      courseId: place.courseId,
      key: `workToGrade:${place.lessonId}:${at.toISOString().slice(0, 10)}`,
    },
  })
}

async function findPlace({ courseId, lessonId }: Omit<Place, 'submissionId'>) {
  const course = await Course.findById(toObjectId(courseId))
    .select('title slug instructor coInstructors')
    .lean()
  const lesson = await Lesson.findById(toObjectId(lessonId)).select('title').lean()
  return course === null || lesson === null ? null : { course, lesson }
}
