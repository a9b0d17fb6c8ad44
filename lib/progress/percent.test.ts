import { expect, test } from 'vitest'
import { lessonToContinue, percentOf } from './percent'

const lessons = (...required: boolean[]) =>
  required.map((isRequired, index) => ({ id: `l${index}`, isRequired }))
const done = (...places: number[]) => new Set(places.map((place) => `l${place}`))

test('percent counts required lessons, rounds down and is 100 only when all are done', () => {
  expect(percentOf(lessons(true, true, true), done(0))).toBe(33)
  expect(percentOf(lessons(true, true, true), done(0, 1))).toBe(66)
  expect(percentOf(lessons(true, true, true), done(0, 1, 2))).toBe(100)
  expect(percentOf(lessons(true, false, false), done(1, 2))).toBe(0)
  expect(percentOf(lessons(true, false, false), done(0))).toBe(100)
})

test('where no lesson is required, all count; without lessons nothing is done', () => {
  expect(percentOf(lessons(false, false), done(0))).toBe(50)
  expect(percentOf([], done())).toBe(0)
})

test('what was completed and has left the course does not count', () => {
  expect(percentOf(lessons(true, true), done(0, 7, 8, 9))).toBe(50)
})

test('for every course size and number done, the percent grows and reaches 100 exactly at the end', () => {
  for (let size = 1; size <= 250; size += 1) {
    const course = lessons(...Array.from({ length: size }, () => true))
    let before = -1
    for (let count = 0; count <= size; count += 1) {
      const percent = percentOf(course, done(...Array.from({ length: count }, (_, place) => place)))
      expect(percent === 100).toBe(count === size)
      expect(percent).toBeGreaterThanOrEqual(before)
      before = percent
    }
  }
})

test('one goes on where one stopped, then with what was skipped', () => {
  const course = lessons(true, true, true, false)
  expect(lessonToContinue(course, done(), null)?.id).toBe('l0')
  expect(lessonToContinue(course, done(0), 'l1')?.id).toBe('l1')
  expect(lessonToContinue(course, done(1), 'l1')?.id).toBe('l2')
  expect(lessonToContinue(course, done(2, 3), 'l3')?.id).toBe('l0')
  expect(lessonToContinue(course, done(0, 1, 2, 3), 'l3')).toBeNull()
  expect(lessonToContinue(course, done(0), 'gone')?.id).toBe('l1')
  expect(lessonToContinue([], done(), null)).toBeNull()
})
