import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Answer, fits, isBlank } from '../schema/answer'
import { Question, type QuestionOf } from '../schema/question'
import { shuffled } from './chance'
import { readNumber } from './number'
import { percentOf, score, sumPoints } from './score'

/** The same cases in every run. */
fc.configureGlobal({ seed: 20_301 })

const common = { id: 'question1', prompt: 'Which?', points: 1, isPartial: true }
const options = (rights: boolean[]) =>
  rights.map((isRight, index) => ({
    id: `option${index}`,
    text: `Option ${index}`,
    share: isRight ? 100 : 0,
  }))
const make = <T extends Question['type']>(type: T, parts: object): QuestionOf<T> =>
  Question.parse({ ...common, type, ...parts }) as QuestionOf<T>

const points = fc.integer({ min: 1, max: 100_000 }).map((hundredths) => hundredths / 100)
const rights = fc
  .array(fc.boolean(), { minLength: 2, maxLength: 20 })
  .filter((list) => list.includes(true) && list.includes(false))
const anyMultiple = fc
  .record({ rights, points, isPartial: fc.boolean() })
  .map(({ rights: marks, ...rest }) => make('multiple', { ...rest, options: options(marks) }))
const anySingle = fc
  .record({ count: fc.integer({ min: 2, max: 20 }), right: fc.nat(), points })
  .map(({ count, right, points: worth }) =>
    make('single', {
      points: worth,
      options: options(Array.from({ length: count }, (_, index) => index === right % count)),
    }),
  )
const anyOrdering = fc
  .record({ count: fc.integer({ min: 2, max: 20 }), points })
  .map(({ count, points: worth }) =>
    make('ordering', {
      points: worth,
      entries: Array.from({ length: count }, (_, index) => ({
        id: `entry${index}x`,
        text: `Entry ${index}`,
      })),
    }),
  )
const anyMatching = fc
  .record({ count: fc.integer({ min: 2, max: 20 }), partners: fc.integer({ min: 1, max: 20 }), points })
  .map(({ count, partners, points: worth }) =>
    make('matching', {
      points: worth,
      pairs: Array.from({ length: count }, (_, index) => ({
        id: `entry${index}x`,
        text: `Entry ${index}`,
        match: { id: `match${index}x`, text: `Partner ${index % partners}` },
      })),
      extras: [{ id: 'extra1', text: 'Of nobody' }],
    }),
  )
const anyGaps = fc
  .record({ count: fc.integer({ min: 1, max: 20 }), points })
  .map(({ count, points: worth }) => {
    const ids = Array.from({ length: count }, (_, index) => `gap${index}abc`)
    return make('gaps', {
      points: worth,
      prompt: ids.map((id) => `One [[gap:${id}]]`).join(' '),
      gaps: ids.map((id, index) =>
        index % 2 === 0
          ? { id, kind: 'text', accepted: [{ text: `word ${index}`, share: 100 }] }
          : {
              id,
              kind: 'choice',
              options: [
                { id: `${id}1`, text: 'yes', share: 100 },
                { id: `${id}2`, text: 'no', share: 0 },
              ],
            },
      ),
    })
  })
const anyText = fc
  .record({ text: fc.stringMatching(/^[a-zà-ÿ]{1,20}$/), points })
  .map(({ text, points: worth }) => make('shortText', { points: worth, accepted: [{ text, share: 100 }] }))
const anyNumber = fc.record({ value: fc.integer({ min: -1_000_000, max: 1_000_000 }), points }).map((each) =>
  make('number', {
    points: each.points,
    accepted: [{ value: each.value / 100, tolerance: 0, toleranceKind: 'absolute', share: 100 }],
  }),
)
const anyTrueFalse = fc.record({ isTrue: fc.boolean(), points }).map((each) => make('trueFalse', each))
const anyQuestion: fc.Arbitrary<Question> = fc.oneof(
  anyMultiple,
  anySingle,
  anyOrdering,
  anyMatching,
  anyGaps,
  anyText,
  anyNumber,
  anyTrueFalse,
)

/** The one answer that is wholly right. */
function rightAnswer(question: Question): Answer {
  switch (question.type) {
    case 'single':
      return { type: 'single', option: question.options.find(({ share }) => share === 100)?.id ?? null }
    case 'multiple':
      return {
        type: 'multiple',
        options: question.options.filter(({ share }) => share === 100).map(({ id }) => id),
      }
    case 'trueFalse':
      return { type: 'trueFalse', value: question.isTrue }
    case 'shortText':
      return { type: 'shortText', text: question.accepted[0]?.text ?? '' }
    case 'number':
      return { type: 'number', text: String(question.accepted[0]?.value) }
    case 'ordering':
      return { type: 'ordering', order: question.entries.map(({ id }) => id) }
    case 'matching':
      return {
        type: 'matching',
        matches: Object.fromEntries(question.pairs.map(({ id, match }) => [id, match.id])),
      }
    case 'gaps':
      return {
        type: 'gaps',
        gaps: Object.fromEntries(
          question.gaps.map((gap) => [
            gap.id,
            gap.kind === 'text' ? (gap.accepted[0]?.text ?? '') : (gap.options[0]?.id ?? ''),
          ]),
        ),
      }
  }
}

const BLANKS: Answer[] = [
  { type: 'single', option: null },
  { type: 'multiple', options: [] },
  { type: 'trueFalse', value: null },
  { type: 'shortText', text: ' \u3000 ' },
  { type: 'number', text: '' },
  { type: 'ordering', order: [] },
  { type: 'matching', matches: {} },
  { type: 'gaps', gaps: {} },
]

test('a blank answer earns nothing, whatever is asked', () => {
  fc.assert(
    fc.property(anyQuestion, (question) => {
      expect(score(question, null)).toBe(0)
      for (const blank of BLANKS) {
        expect(isBlank(blank)).toBe(true)
        expect(score(question, blank)).toBe(0)
      }
    }),
  )
})

test('the right answer earns all points, and no answer more', () => {
  fc.assert(
    fc.property(anyQuestion, (question) => {
      const answer = rightAnswer(question)
      expect(fits(question, answer)).toBe(true)
      expect(score(question, answer)).toBe(question.points)
    }),
  )
})

test('ticking everything earns nothing, and a single wrong tick costs something', () => {
  fc.assert(
    fc.property(anyMultiple, (question) => {
      const all = question.options.map(({ id }) => id)
      expect(score(question, { type: 'multiple', options: all })).toBe(0)
      const right = rightAnswer(question)
      const wrong = question.options.find(({ share }) => share === 0)?.id ?? ''
      const options = right.type === 'multiple' ? [...right.options, wrong] : []
      expect(score({ ...question, points: 100 }, { type: 'multiple', options })).toBeLessThan(100)
    }),
  )
})

test('guessing at random earns nothing on the whole: the ticks of all subsets weigh up', () => {
  const question = make('multiple', { points: 1, options: options([true, true, false, false, false]) })
  const raw = Array.from({ length: 32 }, (_, bits) => {
    const ticked = question.options.filter((_option, index) => bits & (1 << index))
    const hits = ticked.filter(({ share }) => share === 100).length
    return hits / 2 - (ticked.length - hits) / 3
  })
  expect(raw.reduce((sum, each) => sum + each, 0)).toBeCloseTo(0, 9)
})

test('neither the order of options nor the order of ticks matters', () => {
  fc.assert(
    fc.property(
      anyMultiple,
      fc.array(fc.boolean(), { minLength: 20, maxLength: 20 }),
      fc.string(),
      (question, marks, seed) => {
        const ticked = question.options.filter((_option, index) => marks[index]).map(({ id }) => id)
        const turned = { ...question, options: shuffled(question.options, seed) }
        expect(score(turned, { type: 'multiple', options: shuffled(ticked, seed) })).toBe(
          score(question, { type: 'multiple', options: ticked }),
        )
      },
    ),
  )
})

test('points add up: those of the questions are those of the attempt, to the hundredth', () => {
  fc.assert(
    fc.property(fc.array(points, { maxLength: 200 }), (list) => {
      const hundredths = list.reduce((sum, each) => sum + Math.round(each * 100), 0)
      expect(Math.round(sumPoints(list) * 100)).toBe(hundredths)
      expect(percentOf(sumPoints(list), sumPoints(list))).toBe(list.length === 0 ? 0 : 100)
    }),
  )
})

test('percent is 100 only for all points', () => {
  expect(percentOf(999.99, 1_000)).toBe(99.9)
  expect(percentOf(0.3, 0.3)).toBe(100)
  expect(percentOf(1, 3)).toBe(33.3)
  expect(percentOf(0.07 * 3, 0.21)).toBe(100)
  expect(percentOf(0, 0)).toBe(0)
})

test('chosen twice is refused: no option and no entry counts twice', () => {
  for (const answer of [
    { type: 'multiple', options: ['option0', 'option0'] },
    { type: 'ordering', order: ['entry0x', 'entry0x'] },
  ])
    expect(Answer.safeParse(answer).error?.issues[0]?.message).toBe('repeated')
})

test('an order with an entry left out does not fit', () => {
  const question = make('ordering', {
    entries: ['a', 'b', 'c'].map((text, index) => ({ id: `entry${index}x`, text })),
  })
  expect(fits(question, { type: 'ordering', order: ['entry0x', 'entry1x'] })).toBe(false)
})

test('an order earns by Kendall: one swap of neighbours costs two of all pairs, the reverse earns nothing', () => {
  fc.assert(
    fc.property(anyOrdering, (question) => {
      const order = question.entries.map(({ id }) => id)
      const reversed = { type: 'ordering', order: order.toReversed() } as const
      expect(score(question, reversed)).toBe(0)
      const [one = '', two = '', ...rest] = order
      const pairs = (order.length * (order.length - 1)) / 2
      const swapped = score({ ...question, points: 100 }, { type: 'ordering', order: [two, one, ...rest] })
      expect(swapped).toBeCloseTo(100 * Math.max(0, 1 - 2 / pairs), 1)
    }),
  )
})

test('hostile answers never throw and never earn more than the question has', () => {
  const part = fc.oneof(
    fc.constantFrom('option0', 'entry0x', 'match0x', 'gap0abc', '__proto__', 'constructor'),
    fc.string(),
  )
  const anyAnswer = fc.oneof(
    fc.record({ type: fc.constant('single'), option: part }),
    fc.record({ type: fc.constantFrom('multiple'), options: fc.array(part) }),
    fc.record({ type: fc.constantFrom('ordering'), order: fc.array(part) }),
    fc.record({ type: fc.constantFrom('matching'), matches: fc.dictionary(part, part) }),
    fc.record({ type: fc.constantFrom('gaps'), gaps: fc.dictionary(part, fc.string()) }),
    fc.record({ type: fc.constantFrom('shortText', 'number'), text: fc.string({ unit: 'binary' }) }),
    fc.record({ type: fc.constant('trueFalse'), value: fc.anything() }),
    fc.anything(),
  )
  fc.assert(
    fc.property(anyQuestion, anyAnswer, (question, given) => {
      const parsed = Answer.safeParse(given)
      if (!parsed.success) return
      const earned = score(question, parsed.data)
      expect(earned).toBeGreaterThanOrEqual(0)
      expect(earned).toBeLessThanOrEqual(question.points)
    }),
    { numRuns: 2_000 },
  )
})

test.each([
  ['café', 'CAFÉ', {}, 1],
  ['café', 'cafe', {}, 0],
  ['café', 'Cafe\u0301', {}, 1],
  ['café', 'cafe', { accentsMatter: false }, 1],
  ['Paris', 'paris', { caseMatters: true }, 0],
  ['か', 'が', { accentsMatter: false }, 0],
  ['ＡＢＣ　１', 'abc 1', {}, 1],
  ['don’t', "don't", {}, 1],
  ['Straße', 'STRASSE', {}, 1],
  ['কি', 'ক', { accentsMatter: false }, 0],
  ['two words', '  two   words ', {}, 1],
])('the accepted “%s” and the answer “%s” under %j', (text, answer, rules, earned) => {
  const question = make('shortText', { ...rules, accepted: [{ text, share: 100 }] })
  expect(score(question, { type: 'shortText', text: answer })).toBe(earned)
})

test.each([
  ['3.14', {}, 1],
  ['3,14', {}, 1],
  ['+3.14', {}, 1],
  ['314e-2', {}, 1],
  ['3.15', {}, 1],
  ['3.151', {}, 0],
  ['3.14 km', {}, 0],
  ['3.14 km', { units: ['km'] }, 1],
  ['3.14km', { units: ['km', 'kilometres'] }, 1],
  ['3.14', { units: ['km'], isUnitRequired: true }, 0],
  ['3.14 m', { units: ['km'] }, 0],
  ['three', {}, 0],
  ['', {}, 0],
  ['-3.14', {}, 0],
  ['1.2.3', {}, 0],
  ['Infinity', {}, 0],
  ['9e999', {}, 0],
])('“%s” for 3.14 ± 0.01 with %j', (text, unit, earned) => {
  const accepted = [{ value: 3.14, tolerance: 0.01, toleranceKind: 'absolute', share: 100 }]
  expect(score(make('number', { accepted, ...unit }), { type: 'number', text })).toBe(earned)
})

test('tolerance in percent is of the accepted number, and several accepted numbers give the best share', () => {
  const accepted = [
    { value: -200, tolerance: 5, toleranceKind: 'percent', share: 50 },
    { value: -200, tolerance: 1, toleranceKind: 'percent', share: 100 },
  ]
  const question = make('number', { accepted })
  const earned = (text: string) => score(question, { type: 'number', text })
  expect([earned('-200'), earned('−202'), earned('-210'), earned('-211')]).toEqual([1, 1, 0.5, 0])
})

test('groups of three digits are read both ways', () => {
  const values = (text: string) => readNumber(text).map(({ value }) => value)
  expect(values('1,234')).toEqual([1.234, 1_234])
  expect(values('1.234.567,5')).toEqual([1_234_567.5])
  expect(values('12 345')).toEqual([12_345])
  expect(values("12'345.6")).toEqual([12_345.6])
})

test('numbers held in binary are compared as people write them', () => {
  const accepted = [{ value: 0.1 + 0.2, tolerance: 0, toleranceKind: 'absolute', share: 100 }]
  expect(score(make('number', { accepted }), { type: 'number', text: '0.3' })).toBe(1)
})

test('only a wholly right answer earns where parts do not count', () => {
  const question = make('multiple', { isPartial: false, options: options([true, true, false]) })
  expect(score(question, { type: 'multiple', options: ['option0'] })).toBe(0)
  expect(score(question, { type: 'multiple', options: ['option0', 'option1'] })).toBe(1)
})

test('shuffling is the same for a seed, loses nothing and moves every entry about', () => {
  fc.assert(
    fc.property(fc.array(fc.nat()), fc.string(), (list, seed) => {
      const once = shuffled(list, seed)
      expect(shuffled(list, seed)).toEqual(once)
      expect(once.toSorted((a, b) => a - b)).toEqual(list.toSorted((a, b) => a - b))
    }),
  )
  const firsts = Array.from({ length: 4_000 }, (_, index) => shuffled([0, 1, 2, 3], `attempt ${index}`)[0])
  for (const each of [0, 1, 2, 3])
    expect(firsts.filter((first) => first === each).length).toBeGreaterThan(900)
})
