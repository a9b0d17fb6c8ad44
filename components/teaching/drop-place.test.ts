import { describe, expect, it } from 'vitest'
import type { AuthoredModule, AuthoredOutlineLesson } from '@/lib/courses/authored-dto'
import { withModuleAt, withSectionAt, sectionRangeOf } from './curriculum-model'
import { lessonPlace, modulePlace, sectionPlace } from './drop-place'

const lesson = (id: string) => ({ id, title: id }) as AuthoredOutlineLesson
const outlined = (id: string, sections: Record<string, string[]>): AuthoredModule =>
  ({
    id,
    title: id,
    sections: Object.entries(sections).map(([title, lessons]) => ({
      id: `${id}/${title}`,
      title,
      lessons: lessons.map(lesson),
    })),
  }) as AuthoredModule

/** In `A` lessons without a heading stand first. */
const MODULES = [
  outlined('A', { '': ['a1', 'a2'], Practice: ['a3'], Tests: ['a4'] }),
  outlined('B', { Only: [] }),
  outlined('C', { '': ['c1'] }),
]
const onto = (kind: string, id: string, more: object = {}) => [{ data: { kind, id, ...more } }]

describe('a dropped lesson', () => {
  it.each([
    ['before a row above it', 'a2', 'a1', 'before', { sectionId: 'A/', index: 0 }],
    ['after a row below it', 'a1', 'a2', 'after', { sectionId: 'A/', index: 1 }],
    ['beside a row of another heading', 'a1', 'a3', 'after', { sectionId: 'A/Practice', index: 1 }],
    ['beside a row of another module', 'a1', 'c1', 'before', { sectionId: 'C/', index: 0 }],
  ])('goes %s', (_where, dragged, row, edge, place) => {
    expect(lessonPlace(MODULES, dragged, onto('lesson', row, { edge }))).toMatchObject(place)
  })

  it('goes to the end of a list that it is dropped on, and nowhere beside all of them', () => {
    expect(lessonPlace(MODULES, 'a1', onto('list', 'B/Only', { moduleId: 'B' }))).toEqual({
      moduleId: 'B',
      sectionId: 'B/Only',
      index: 0,
    })
    expect(lessonPlace(MODULES, 'a1', [])).toBeNull()
  })
})

describe('a dropped heading', () => {
  const drop = (id: string, target: string, edge: string) =>
    sectionPlace(MODULES, { kind: 'section', id, moduleId: 'A' }, onto('section', target, { edge }))

  it('goes beside another one of its module', () => {
    expect(drop('A/Tests', 'A/Practice', 'before')).toBe(1)
    expect(drop('A/Practice', 'A/Tests', 'after')).toBe(2)
  })

  it('never goes above lessons that stand without one', () => {
    expect(drop('A/Tests', 'A/', 'before')).toBe(1)
    expect(sectionRangeOf(MODULES[0] as AuthoredModule, 'A/Practice')).toEqual({
      index: 1,
      first: 1,
      last: 2,
    })
    expect(sectionRangeOf(MODULES[1] as AuthoredModule, 'B/Only').first).toBe(0)
  })

  it('takes its lessons along', () => {
    const moved = withSectionAt(MODULES, { moduleId: 'A', sectionId: 'A/Tests', index: 1 })
    expect(moved[0]?.sections.map(({ title, lessons }) => [title, ...lessons.map(({ id }) => id)])).toEqual([
      ['', 'a1', 'a2'],
      ['Tests', 'a4'],
      ['Practice', 'a3'],
    ])
  })
})

describe('a dropped module', () => {
  it('goes beside another one, counted without itself', () => {
    const order = (id: string, target: string, edge: string) =>
      withModuleAt(MODULES, id, modulePlace(MODULES, id, onto('module', target, { edge })) ?? -1)
        .map((each) => each.id)
        .join('')
    expect(order('A', 'C', 'after')).toBe('BCA')
    expect(order('C', 'A', 'before')).toBe('CAB')
    expect(order('A', 'B', 'before')).toBe('ABC')
    expect(modulePlace(MODULES, 'A', [])).toBeNull()
  })
})
