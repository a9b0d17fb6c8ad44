import { expect, test } from 'vitest'
import { rankOf, stepOf, withLessonAt } from './curriculum-model'

const modules = [
  {
    id: 'A',
    title: 'A',
    sections: [
      { id: 'a1', lessons: ['1', '2'] },
      { id: 'a2', lessons: [] },
    ],
  },
  { id: 'B', title: 'B', sections: [{ id: 'b1', lessons: ['3'] }] },
].map((each) => ({
  ...each,
  sections: each.sections.map((section) => ({
    ...section,
    lessons: section.lessons.map((id) => ({ id, title: id })),
  })),
})) as never

const orderOf = (list: { sections: { lessons: { id: string }[] }[] }[]) =>
  list.map(({ sections }) => sections.map(({ lessons }) => lessons.map(({ id }) => id).join('')).join('|'))

test('a lesson steps through its section, into an empty one, and over the edge of its module', () => {
  let now: never = modules
  const seen: string[][] = []
  for (let place = stepOf(now, '1', 1); place !== null; place = stepOf(now, '1', 1)) {
    now = withLessonAt(now, '1', place) as never
    seen.push(orderOf(now))
  }
  expect(seen).toEqual([
    ['21|', '3'],
    ['2|1', '3'],
    ['2|', '13'],
    ['2|', '31'],
  ])
})

test('going back leads through the same places, and stops at the first one', () => {
  let now = withLessonAt(modules, '3', { moduleId: 'B', sectionId: 'b1', index: 0 }) as never
  const seen: string[][] = []
  for (let place = stepOf(now, '3', -1); place !== null; place = stepOf(now, '3', -1)) {
    now = withLessonAt(now, '3', place) as never
    seen.push(orderOf(now))
  }
  expect(seen).toEqual([
    ['12|3', ''],
    ['123|', ''],
    ['132|', ''],
    ['312|', ''],
  ])
})

test('its rank is told within its module', () => {
  expect(rankOf(modules, '2')).toEqual({ place: 2, count: 2, module: 'A' })
  expect(stepOf(modules, 'none', 1)).toBeNull()
})
