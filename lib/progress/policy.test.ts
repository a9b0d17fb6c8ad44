import { expect, test } from 'vitest'
import type { EnrollmentStatus } from '@/lib/enrollments/constants'
import { canOpenCourse, canReadLessons } from './policy'

const course = (runStatus: 'upcoming' | 'active' | 'expired', edit = false) => ({ runStatus, can: { edit } })

test.each([
  ['active', true],
  ['completed', true],
  ['cancelled', false],
  ['refunded', false],
  [null, false],
])('an enrollment that is %s: %s', (status, may) => {
  const enrollment = status === null ? null : { status: status as EnrollmentStatus }
  expect(canOpenCourse(course('active'), enrollment)).toBe(may)
  expect(canReadLessons(course('active'), enrollment)).toBe(may)
  expect(canReadLessons(course('expired'), enrollment)).toBe(may)
  expect(canReadLessons(course('upcoming'), enrollment)).toBe(false)
})

test('who teaches the course looks at it without an enrollment, at any time', () => {
  for (const runStatus of ['upcoming', 'active', 'expired'] as const) {
    expect(canOpenCourse(course(runStatus, true), null)).toBe(true)
    expect(canReadLessons(course(runStatus, true), null)).toBe(true)
  }
})
