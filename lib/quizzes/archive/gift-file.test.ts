import fc from 'fast-check'
import { expect, test } from 'vitest'
import { importGift } from '../import/gift'
import { Question } from '../schema/question'
import { readGiftFile, writeGiftFile } from './gift-file'

/** The same cases in every run. */
fc.configureGlobal({ seed: 10_801 })

let made = 0
const newId = () => `new${String((made += 1)).padStart(6, '0')}`
const read = (source: string, most = 200) => readGiftFile(source, { newId, most })
const questionsOf = async (source: string) => (await read(source)).questions.map(({ question }) => question)

/** What means something in GIFT, Markdown, JSON or YAML, and what files do to letters. */
const piece = fc.constantFrom(
  ...[
    '{',
    '}',
    '=',
    '~',
    '#',
    '####',
    '%50%',
    ':',
    '::',
    '->',
    '\\',
    '\\n',
    '//',
    '// academy: {"points":9}',
  ],
  ...[
    '$CATEGORY: x',
    '[tag:a]',
    '[id:b]',
    '[html]',
    '[markdown]',
    '[[1]]',
    'T',
    '&lt;',
    '&amp;',
    '*',
    '_',
    '`',
  ],
  ...[
    '\n',
    '\n\n',
    '\r',
    '\r\n',
    '\t',
    ' ',
    '\u2028',
    '\u0000',
    '\uE000',
    '\uFEFF',
    '"',
    "'",
    '{"a":[1]}',
    '---',
  ],
  ...['a', 'é', 'é', '日本', '🎌', '1', '-0.5', '1e3', '..', '<b>', '$x_1$', '___', '|', ';'],
)
const words = (most: number) =>
  fc
    .array(piece, { maxLength: 12 })
    .map((pieces) => pieces.join('').trim().slice(0, most).trim())
    .map((text) => Buffer.from(text).toString())
const written = (most: number) => words(most - 1).map((text) => (text === '' ? 'x' : text))
const share = fc.oneof(fc.constant(0), fc.constant(100), fc.double({ min: 0, max: 100, noNaN: true }))

const common = fc.record({
  name: words(200),
  points: fc.integer({ min: 1, max: 100_000 }).map((hundredths) => hundredths / 100),
  isPartial: fc.boolean(),
  explanation: words(5_000),
  tags: fc.uniqueArray(written(40), { maxLength: 12 }),
  prompt: written(9_000),
})
const choices = (prefix: string) =>
  fc
    .array(fc.record({ text: written(1_000), share, feedback: words(500) }), { minLength: 2, maxLength: 20 })
    .map((list) => list.map((each, at) => ({ ...each, id: `${prefix}${at}abc`, text: `${at}${each.text}` })))
const withOneRight = (prefix: string) =>
  choices(prefix).chain((list) =>
    fc
      .nat(list.length - 1)
      .map((right) => list.map((each, at) => ({ ...each, share: at === right ? 100 : each.share % 100 }))),
  )
const accepted = fc
  .array(fc.record({ text: written(100), share, feedback: words(200) }), { minLength: 1, maxLength: 20 })
  .map((list) =>
    list.map((each, at) => ({ ...each, text: `${at}${each.text}`, share: at === 0 ? 100 : each.share })),
  )
const spelling = { caseMatters: fc.boolean(), accentsMatter: fc.boolean() }
const entries = (prefix: string, minLength: number) =>
  fc
    .array(written(500), { minLength, maxLength: 20 })
    .map((list) => list.map((text, at) => ({ id: `${prefix}${at}abc`, text: `${prefix}${at}${text}` })))

const single = fc.record({ type: fc.constant('single'), options: withOneRight('option') })
const multiple = fc.record({
  type: fc.constant('multiple'),
  options: choices('option').map((list) =>
    list.map((each, at) => ({ ...each, share: at % 2 === 0 ? 100 : 0 })),
  ),
})
const trueFalse = fc.record({
  type: fc.constant('trueFalse'),
  isTrue: fc.boolean(),
  feedbackOnTrue: words(500),
  feedbackOnFalse: words(500),
})
const shortText = fc.record({ type: fc.constant('shortText'), ...spelling, accepted })
const finite = fc.double({ noNaN: true, noDefaultInfinity: true })
const number = fc.record({
  type: fc.constant('number'),
  accepted: fc
    .array(
      fc.record({
        value: finite,
        tolerance: finite.map(Math.abs),
        toleranceKind: fc.constantFrom('absolute', 'percent'),
        share,
        feedback: words(200),
      }),
      { minLength: 1, maxLength: 10 },
    )
    .map((list) => list.map((each, at) => (at === 0 ? { ...each, share: 100 } : each))),
  units: fc.uniqueArray(
    written(15).map((text) => `u${text}`),
    { maxLength: 10 },
  ),
  isUnitRequired: fc.boolean(),
})
const ordering = fc.record({ type: fc.constant('ordering'), entries: entries('entry', 2) })
const matching = fc
  .tuple(entries('left', 2), entries('right', 20), entries('extra', 0))
  .map(([left, right, extras]) => ({
    type: 'matching',
    pairs: left.map((each, at) => ({ ...each, match: right[at] ?? each })),
    extras,
  }))
const gap = fc.oneof(
  fc.record({ kind: fc.constant('text'), ...spelling, accepted }),
  fc.record({ kind: fc.constant('choice'), options: withOneRight('choice') }),
)
const gaps = fc.array(gap, { minLength: 1, maxLength: 8 }).map((list) => ({
  type: 'gaps',
  gaps: list.map((each, at) => ({
    ...each,
    id: `gap${at}abc`,
    ...('options' in each && { options: each.options.map((one) => ({ ...one, id: `${one.id}${at}` })) }),
  })),
}))
/** Each gap has its place in the prompt. */
function placed(question: { id: string; type: string; prompt: string; gaps?: readonly { id: string }[] }) {
  const { prompt, gaps: list } = question
  if (list === undefined) return question
  return { ...question, prompt: list.map(({ id }) => `${prompt} [[gap:${id}]]`).join(' and ') }
}

/** Any question of the schema; the few that its finer rules refuse are left out. */
const anyQuestion = fc
  .tuple(
    common,
    fc.oneof(single, multiple, trueFalse, shortText, number, ordering, matching, gaps),
    fc.stringMatching(/^[a-z]{6,20}[0-9]$/),
  )
  .map(([head, body, id]) => Question.safeParse(placed({ ...head, ...(body as { type: string }), id })))
  .filter(({ success }) => success)
  .map(({ data }) => data as Question)

test('any questions come back from their file exactly as they were, ids included, and nothing is reported', async () => {
  const types = new Set<string>()
  await fc.assert(
    fc.asyncProperty(fc.array(anyQuestion, { maxLength: 4 }), async (questions) => {
      for (const { type } of questions) types.add(type)
      const file = await writeGiftFile(questions)
      const { questions: found, lines } = await read(Buffer.from(file).toString())
      expect(lines).toEqual([])
      expect(found.map(({ question }) => question)).toEqual(questions)
    }),
    { numRuns: 80 },
  )
  expect(types.size).toBe(8)
}, 60_000)

const ORDERING = Question.parse({
  id: 'question1',
  type: 'ordering',
  prompt: 'In **which** order?',
  points: 2.5,
  isPartial: false,
  tags: ['rivers'],
  entries: [
    { id: 'entry1', text: 'Nile' },
    { id: 'entry2', text: 'Rhine' },
  ],
})
const SINGLE = Question.parse({
  id: 'question2',
  type: 'single',
  prompt: 'Which?',
  points: 3,
  options: [
    { id: 'option1', text: 'this', share: 100 },
    { id: 'option2', text: 'that', share: 0 },
  ],
})

test('other readers of GIFT find questions of theirs, also where the format has no such type', async () => {
  const plain = importGift(await writeGiftFile([ORDERING, SINGLE]), newId)
  expect(plain.lines).toEqual([])
  expect(plain.questions).toMatchObject([
    {
      type: 'matching',
      prompt: 'In **which** order?',
      tags: ['rivers'],
      pairs: [
        { text: '1', match: { text: 'Nile' } },
        { text: '2', match: { text: 'Rhine' } },
      ],
    },
    { type: 'single', points: 1, options: [{ text: 'this' }, { text: 'that' }] },
  ])
})

test('what GIFT says itself is said once, so that a change of the file is a change of the question', async () => {
  expect(await writeGiftFile([SINGLE])).toMatch(
    /^\/\/ academy: {"id":"question2","points":3,"exact":{"of":"[0-9a-f]{12}","options.0.id":"option1","options.1.id":"option2"}}\n\[markdown\]Which\?{=this ~that}\n$/,
  )
})

test('a question that was changed by hand is taken as it stands, with its own rules, and is reported', async () => {
  const file = (await writeGiftFile([SINGLE])).replace('=this', '=these')
  const { questions, lines } = await read(file)
  expect(questions[0]?.question).toMatchObject({
    id: 'question2',
    points: 3,
    options: [{ text: 'these' }, { text: 'that' }],
  })
  expect((await questionsOf(file))[0]).not.toMatchObject({ options: [{ id: 'option1' }, {}] })
  expect(lines).toMatchObject([{ line: 2, code: 'changedByHand', isTaken: true }])
})

test('a file of anybody’s GIFT is taken, with what is wrong in it by line', async () => {
  const { questions, lines } = await read(
    '$CATEGORY: top/Rivers\n\nIs it long?{T}\n\nWrite.{}\n\n// academy: {]\nOk?{F}\n',
  )
  expect(questions).toMatchObject([
    { line: 3, question: { type: 'trueFalse', tags: ['Rivers'] } },
    { line: 8, question: { isTrue: false } },
  ])
  expect(lines).toMatchObject([
    { line: 5, code: 'essay', isTaken: false },
    { line: 8, code: 'badComment', isTaken: true },
  ])
})

test.each([
  ['reaches for a prototype', '{"exact":{"of":"SUM","__proto__.points":9,"constructor.name":"x"}}'],
  ['puts an object where a text belongs', '{"points":{"$gt":0}}'],
  ['puts a number that no quiz has', '{"points":1e9}'],
  ['is nested without end', `{"exact":{"of":"SUM","prompt":${'['.repeat(5_000)}${']'.repeat(5_000)}}}`],
  ['names a rule of nobody', '{"$where":"1"}'],
])('a comment that %s changes nothing else and never throws', async (_what, comment) => {
  const plain = await writeGiftFile([SINGLE])
  const sum = /"of":"(\w+)"/.exec(plain)?.[1] ?? ''
  const { questions, lines } = await read(
    plain.replace(/\/\/ academy: .*/, `// academy: ${comment.replace('SUM', sum)}`),
  )
  expect(questions.length + lines.length).toBeGreaterThan(0)
  for (const { question } of questions) expect(Question.safeParse(question).success).toBe(true)
  expect(({} as { points?: number }).points).toBeUndefined()
})

test('of more questions than fit, the rest is reported once, and a file of rubbish is not read to its end', async () => {
  expect(await read(Array.from({ length: 10_000 }, () => 'Ok?{T}\n').join('\n'), 200)).toMatchObject({
    questions: { length: 200 },
    lines: [{ line: 401, code: 'tooMany' }],
  })
  const { questions, lines } = await read(Array.from({ length: 10_000 }, () => '{{{\n').join('\n'), 200)
  expect([questions.length, lines.length, lines.at(-1)?.code]).toEqual([0, 401, 'tooMany'])
})
