import { expect, test } from 'vitest'
import type { OutlineLesson, OutlineModule } from '@/lib/courses/dto'
import { NO_ACCOMMODATIONS } from '@/lib/quizzes/dto/accommodations'
import type { CourseHome } from './dto'
import { ownDatesOf } from './own-dates'

const day = (number: number) => new Date(Date.UTC(2030, 0, number))
const opening = (id: string, at: Date, isPreview = false) =>
  ({ id, title: `Lesson ${id}`, isPreview, release: { rule: 'onDate', at } }) as unknown as OutlineLesson
const columns = [
  { id: 'essay', title: 'Essay', dueAt: day(10) },
  { id: 'quiz', title: 'Quiz', dueAt: null },
]

function home(laterDays: number, laterFrom: Date | null = null): Pick<CourseHome, 'course' | 'learner'> {
  const lessons = [opening('past', day(1)), opening('next', day(5)), opening('free', day(6), true)]
  return {
    course: { outline: [{ sections: [{ lessons }] }] as unknown as OutlineModule[], endDate: day(20) },
    learner: { given: { ...NO_ACCOMMODATIONS, laterDays, laterFrom } },
  } as Pick<CourseHome, 'course' | 'learner'>
}
const listed = (...asked: Parameters<typeof ownDatesOf>) =>
  ownDatesOf(...asked).map(({ kind, lesson, at, everybodysAt }) => [
    kind,
    lesson?.id ?? null,
    at,
    everybodysAt,
  ])

test('the dates to come stand in their order, and what is past or has none is left out', () => {
  expect(listed(home(0), { columns, moment: day(2) })).toEqual([
    ['opens', 'next', day(5), null],
    ['due', 'essay', day(10), null],
    ['ends', null, day(20), null],
  ])
  expect(listed(home(0), { columns, moment: day(20) })).toEqual([])
})

test('who has later dates sees theirs, and when it is for others', () => {
  expect(listed(home(7, day(4)), { columns, moment: day(11) })).toEqual([
    ['opens', 'next', day(12), day(5)],
    ['due', 'essay', day(17), day(10)],
    ['ends', null, day(27), day(20)],
  ])
})
