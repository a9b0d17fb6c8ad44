import { expect, test } from 'vitest'
import { obstacleToReviewing } from './policy'

const course = { instructor: 'teacher', coInstructors: ['helper'] }
const enrollment = { status: 'active', progress: 10, completedAt: null } as const

test.each([
  ['a learner with a tenth done', 'ada', enrollment, null],
  ['a learner with less', 'ada', { ...enrollment, progress: 9 }, 'review.too_early'],
  [
    'who completed it, though the course has grown since',
    'ada',
    { status: 'completed', progress: 5, completedAt: new Date() } as const,
    null,
  ],
  ['who never enrolled', 'ada', null, 'review.not_learning'],
  ['who left', 'ada', { ...enrollment, status: 'cancelled' } as const, 'review.not_learning'],
  ['who was refunded', 'ada', { ...enrollment, status: 'refunded' } as const, 'review.not_learning'],
  ['the instructor', 'teacher', enrollment, 'review.own_course'],
  ['a co-instructor', 'helper', enrollment, 'review.own_course'],
])('%s', (_who, userId, enrolled, obstacle) => {
  expect(obstacleToReviewing(userId, course, enrolled)).toBe(obstacle)
})
