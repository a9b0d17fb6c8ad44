import type { TaughtCourseHead } from '@/lib/progress/dto'
import type { AnswersOfQuestion } from '@/lib/quizzes/queries/statistics'
import type { AnalyticsRange } from './constants'
import type { ItemFigures } from './item-figures'

/** Days are `YYYY-MM-DD` in the course's own zone. */
export type CourseFigures = {
  course: TaughtCourseHead
  range: AnalyticsRange
  from: string
  to: string
  /** Every day of the range in order, also those without anything. */
  days: DayFigures[]
  /** In the order of the course; lessons that have left it stand at the end. */
  lessons: LessonFigures[]
  videos: VideoFigures[]
  quizzes: { lessonId: string; title: string }[]
}
export type DayFigures = {
  day: string
  enrolled: number
  completed: number
  reviews: number
  /** Mean of the stars given on that day; null without a review. */
  rating: number | null
}
export type LessonFigures = {
  lessonId: string
  title: string
  isInCourse: boolean
  started: number
  completed: number
  /** Learners who are stuck now, and opened this lesson last. */
  stuckHere: number
}
export type VideoFigures = {
  lessonId: string
  title: string
  durationSeconds: number
  bucketSeconds: number
  viewers: number
  /** Of each stretch how many learners have seen it. */
  buckets: number[]
  countedAt: Date
}
export type QuizFigures = {
  title: string
  attempts: number
  questions: (ItemFigures & AnswersOfQuestion)[]
}
