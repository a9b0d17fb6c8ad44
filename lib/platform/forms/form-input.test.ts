import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { AppError } from '../errors'
import { inputOf } from './form-input'

function form(...entries: [string, string | File][]): FormData {
  const data = new FormData()
  for (const [name, value] of entries) data.append(name, value)
  return data
}

describe('a form becomes what its schema expects', () => {
  test('strings, numbers, boxes, lists and nested rows', () => {
    const schema = z.strictObject({
      title: z.string(),
      price: z.object({ amount: z.number(), currency: z.string() }),
      isOpen: z.boolean(),
      isHidden: z.boolean(),
      tags: z.array(z.string()),
      none: z.array(z.string()),
      rows: z.array(z.object({ language: z.string(), level: z.number() })),
    })
    const data = form(
      ['title', ' Go '],
      ['price.amount', '1950'],
      ['price.currency', 'EUR'],
      ['isOpen', 'on'],
      ['tags', 'a'],
      ['rows.1.language', 'ja'],
      ['rows.1.level', '2'],
      ['rows.0.language', 'ko'],
      ['rows.0.level', '1'],
    )
    expect(schema.parse(inputOf(schema, data))).toEqual({
      title: ' Go ',
      price: { amount: 1950, currency: 'EUR' },
      isOpen: true,
      isHidden: false,
      tags: ['a'],
      none: [],
      rows: [
        { language: 'ko', level: 1 },
        { language: 'ja', level: 2 },
      ],
    })
  })

  test('an empty optional field was left out, unless empty is one of its values', () => {
    const schema = z.object({
      site: z.url().optional(),
      age: z.number().optional(),
      bio: z.string().max(10).optional(),
      country: z.enum(['JP']).nullable(),
    })
    const data = form(['site', ''], ['age', ''], ['bio', ''], ['country', ''])
    expect(inputOf(schema, data)).toEqual({ bio: '', country: null })
  })

  test('an empty number that is wanted is missing, not zero', () => {
    const schema = z.object({ year: z.coerce.number() })
    expect(schema.safeParse(inputOf(schema, form(['year', '']))).success).toBe(false)
  })

  test('a box left unticked is false even where the default is true', () => {
    const schema = z.object({ wantsMail: z.boolean().default(true) })
    expect(inputOf(schema, form())).toEqual({ wantsMail: false })
  })

  test('refinements, transforms and preprocessing round a schema do not hide its shape', () => {
    const schema = z
      .object({
        list: z.preprocess((value) => value ?? [], z.array(z.number())),
        word: z.string().trim().pipe(z.string()),
      })
      .refine(() => true)
      .transform((value) => value)
    expect(inputOf(schema, form(['list', '7'], ['word', 'x']))).toEqual({ list: [7], word: 'x' })
  })

  test('of objects told apart by a field the fitting one is taken', () => {
    const schema = z.object({
      answer: z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('text'), value: z.string() }),
        z.object({ kind: z.literal('number'), value: z.number() }),
      ]),
    })
    expect(inputOf(schema, form(['answer.kind', 'number'], ['answer.value', '3']))).toEqual({
      answer: { kind: 'number', value: 3 },
    })
  })
})

describe('what somebody may send instead', () => {
  test('no name spells an operator object where a string is expected', () => {
    const schema = z.object({ email: z.string() })
    for (const data of [form(['email.$gt', '']), form(['email[$ne]', 'x']), form(['email[0]', 'x'])]) {
      expect(schema.safeParse(inputOf(schema, data)).success).toBe(false)
    }
  })

  test('no name reaches a prototype', () => {
    const schema = z.object({ rows: z.array(z.object({ a: z.string() })).optional() })
    inputOf(
      schema,
      form(
        ['__proto__.polluted', '1'],
        ['constructor.prototype.polluted', '1'],
        ['rows.0.__proto__.polluted', '1'],
      ),
    )
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })

  test('unknown fields stay visible to the schema, those of Next are dropped', () => {
    const schema = z.strictObject({ a: z.string() })
    expect(inputOf(schema, form(['a', '1'], ['$ACTION_ID_1', 'x'], ['role', 'admin']))).toEqual({
      a: '1',
      role: 'admin',
    })
  })

  test('a file where text is expected is nothing, and text where a file is expected is nothing', () => {
    const schema = z.object({ text: z.string().optional(), picture: z.file().optional() })
    const file = new File(['x'], 'x.png')
    expect(inputOf(schema, form(['text', file], ['picture', 'x']))).toEqual({})
    expect(inputOf(schema, form(['picture', file]))).toEqual({ picture: file })
  })

  test('words where a number or a box is expected are left to the schema to refuse', () => {
    const schema = z.object({ n: z.number(), b: z.boolean() })
    expect(inputOf(schema, form(['n', '1e999'], ['b', 'maybe']))).toEqual({ n: '1e999', b: 'maybe' })
  })

  test('too many fields, too deep names and far indexes cost nothing', () => {
    const schema = z.object({ a: z.array(z.string()) })
    const many = Array.from({ length: 2001 }, (): [string, string] => ['a', 'x'])
    expect(() => inputOf(schema, many)).toThrow(AppError)
    expect(() => inputOf(schema, [['a.b.c.d.e.f.g', 'x']])).toThrow(AppError)
    expect(inputOf(schema, [['a.999999999', 'x']])).toEqual({ a: [] })
  })
})

test('entries whose names are not known beforehand are read by the schema of their values', () => {
  const weights = z.object({ weights: z.record(z.string(), z.number()).default({}) })
  const form: [string, string][] = [
    ['weights.a', '2'],
    ['weights.b', ''],
    ['weights.c', 'x'],
  ]
  expect(inputOf(weights, form)).toEqual({ weights: { a: 2, c: 'x' } })
  expect(inputOf(weights, [])).toEqual({})
  expect(inputOf(weights, [['weights.__proto__.polluted', '1']])).toEqual({ weights: {} })
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
})
