'use server'

import { redirect } from 'next/navigation'
import { EnrollFromPage } from '@/lib/enrollments/schema'
import { action } from '@/lib/platform/forms/action'
import { isMember, viewerKey } from '@/lib/platform/auth/viewer'
import { limit } from '@/lib/platform/http/rate-limit'
import { completeLesson, reopenLesson } from './commands/lessons'
import { joinCourse } from './commands/joining'
import { leaveCourse } from './commands/leaving'
import { TakeQuiz } from '@/lib/quizzes/schema/form'
import { QuizLesson } from '@/lib/quizzes/schema/taking'
import { startQuiz, takeQuiz } from './commands/quiz'
import { LeaveCourse, LessonMark, LessonMarkAndGo } from './schema'
import { forgetWish, rememberWish } from './wish'

export const completeLessonAction = action(LessonMark, async (viewer, input) => {
  await limit('write', viewerKey(viewer))
  return completeLesson(viewer, input)
})

/** Marks the lesson and leads to the next one, or to the course's home after the last. */
export const completeAndGoOnAction = action(
  LessonMarkAndGo,
  async (viewer, { lessonId, slug, nextLessonId }) => {
    await limit('write', viewerKey(viewer))
    await completeLesson(viewer, { lessonId })
    return nextLessonId === undefined ? `/learn/${slug}` : `/learn/${slug}/${nextLessonId}`
  },
  { redirectTo: (address) => address },
)

export const reopenLessonAction = action(LessonMark, async (viewer, input) => {
  await limit('write', viewerKey(viewer))
  return reopenLesson(viewer, input)
})

export const startQuizAction = action(QuizLesson, async (viewer, input) => {
  await limit('write', viewerKey(viewer))
  return startQuiz(viewer, input)
})

/** Keeps the answers of the form and hands the attempt in, or only keeps them. */
export const takeQuizAction = action(TakeQuiz, async (viewer, input) => {
  await limit('write', viewerKey(viewer))
  await takeQuiz(viewer, input)
})

/** Enrols and leads to the course; who is not signed in signs in first, which carries the wish out. */
export const joinCourseAction = action(
  EnrollFromPage,
  async (viewer, { courseId, slug }) => {
    if (!isMember(viewer)) {
      await rememberWish({ courseId, slug })
      redirect(`/login?next=${encodeURIComponent(`/join/${slug}`)}`)
    }
    await limit('enroll', viewerKey(viewer))
    await joinCourse(viewer, { courseId })
    await forgetWish(slug)
    return { slug }
  },
  { redirectTo: ({ slug }) => `/learn/${slug}` },
)

export const leaveCourseAction = action(
  LeaveCourse,
  async (viewer, input) => {
    await limit('enroll', viewerKey(viewer))
    await leaveCourse(viewer, input)
  },
  { redirectTo: () => '/dashboard' },
)
