import { expect, test } from 'vitest'
import type { LessonRelease } from '@/lib/courses/dto'
import { openingOf, openingsOf } from './release'

const enrolledAt = new Date('2030-03-30T10:15:00Z')
const lesson = (id: string, release: Partial<LessonRelease> | null = null, isPreview = false) => ({
  id,
  isPreview,
  release: release && { rule: 'afterDays' as const, days: null, at: null, lessonId: null, ...release },
})
const after = (id: string, lessonId: string) => lesson(id, { rule: 'afterLesson', lessonId })
const learner = (
  facts: {
    moment?: string
    done?: string[]
    started?: string[]
    given?: { laterDays: number; laterFrom: Date | null }
  } = {},
) => ({
  enrolledAt,
  doneLessonIds: new Set(facts.done),
  startedLessonIds: new Set(facts.started),
  given: { laterDays: 0, laterFrom: null, ...facts.given },
  moment: new Date(facts.moment ?? enrolledAt),
})

test.each([
  ['no rule', lesson('a'), {}, null],
  ['a preview, whatever its rule', lesson('a', { days: 9 }, true), {}, null],
  ['no days at all', lesson('a', { days: 0 }), {}, null],
  [
    'days not yet over',
    lesson('a', { days: 3 }),
    { moment: '2030-04-02T10:14:59.999Z' },
    '2030-04-02T10:15:00Z',
  ],
  [
    'days of 24 hours, over a change of the clocks',
    lesson('a', { days: 3 }),
    { moment: '2030-04-02T10:15:00Z' },
    null,
  ],
  [
    'the day before',
    lesson('a', { rule: 'onDate', at: new Date('2030-05-01T22:00:00Z') }),
    {},
    '2030-05-01T22:00:00Z',
  ],
  [
    'the first instant',
    lesson('a', { rule: 'onDate', at: new Date('2030-05-01T22:00:00Z') }),
    { moment: '2030-05-01T22:00:00Z' },
    null,
  ],
  ['a date that is missing', lesson('a', { rule: 'onDate' }), {}, null],
  ['begun before the rule', lesson('a', { days: 3 }), { started: ['a'] }, null],
  ['done before the rule', lesson('a', { days: 3 }), { done: ['a'] }, null],
] as const)('%s', (_what, each, facts, opensAt) => {
  const opening = openingOf(each, learner(facts as Parameters<typeof learner>[0]))
  expect(opening).toEqual(
    opensAt === null ? { isOpen: true } : { isOpen: false, opensAt: new Date(opensAt), afterLessonId: null },
  )
})

test('later dates move what opens on a date, neither what was open as they were given nor days after enrolment', () => {
  const at = new Date('2030-05-01T22:00:00Z')
  const dated = lesson('a', { rule: 'onDate', at })
  const opensAt = (each: ReturnType<typeof lesson>, laterFrom: Date) => {
    const opening = openingOf(
      each,
      learner({ moment: '2030-05-01T22:00:00Z', given: { laterDays: 7, laterFrom } }),
    )
    return opening.isOpen ? 'open' : opening.opensAt?.toISOString()
  }
  expect(opensAt(dated, new Date(at.getTime() - 1))).toBe('2030-05-08T22:00:00.000Z')
  expect(opensAt(dated, at)).toBe('open')
  expect(opensAt(lesson('a', { days: 33 }), enrolledAt)).toBe('2030-05-02T10:15:00.000Z')
  const later = learner({ moment: '2030-05-08T22:00:00Z', given: { laterDays: 7, laterFrom: enrolledAt } })
  expect(openingOf(dated, later)).toEqual({ isOpen: true })
})

test('a lesson waits until the one it names is done; begun is not enough, and it stays open when that is reopened', () => {
  const second = after('b', 'a')
  expect(openingOf(second, learner({ started: ['a'] }))).toEqual({
    isOpen: false,
    opensAt: null,
    afterLessonId: 'a',
  })
  expect(openingOf(second, learner({ done: ['a'] }))).toEqual({ isOpen: true })
  expect(openingOf(second, learner({ started: ['a', 'b'] }))).toEqual({ isOpen: true })
})

test('a course says which of its lessons are shut', () => {
  const course = [lesson('a'), after('b', 'a'), after('c', 'b'), lesson('d', { days: 1 })]
  expect(openingsOf(course, learner({ done: ['a'] }))).toEqual({
    c: { opensAt: null, afterLessonId: 'b' },
    d: { opensAt: new Date('2030-03-31T10:15:00Z'), afterLessonId: null },
  })
})

test('a rule that names a lesson which has left the course does not hold', () => {
  expect(openingsOf([lesson('a'), after('b', 'gone')], learner())).toEqual({})
})

test('lessons that wait for one another are open; those that wait for them are not', () => {
  expect(openingsOf([after('a', 'a')], learner())).toEqual({})
  const ring = [after('a', 'c'), after('b', 'a'), after('c', 'b')]
  expect(openingsOf(ring, learner())).toEqual({})
  expect(openingsOf([...ring, after('d', 'a')], learner())).toEqual({
    d: { opensAt: null, afterLessonId: 'a' },
  })
})

test('whatever lessons wait for whichever, a learner who does what is open comes to the end', () => {
  const ids = ['a', 'b', 'c', 'd']
  const choices = [null, ...ids, 'gone']
  for (let code = 0; code < choices.length ** ids.length; code += 1) {
    const course = ids.map((id, place) => {
      const named = choices[Math.floor(code / choices.length ** place) % choices.length]
      return named ? after(id, named) : lesson(id)
    })
    const done = new Set<string>()
    for (let round = 0; round < ids.length; round += 1) {
      const shut = openingsOf(course, { ...learner(), doneLessonIds: done })
      const open = ids.find((id) => !done.has(id) && shut[id] === undefined)
      if (open !== undefined) done.add(open)
    }
    expect(done.size).toBe(ids.length)
  }
})
