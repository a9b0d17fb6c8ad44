import {
  Binary,
  BSONRegExp,
  Code,
  Decimal128,
  Double,
  Int32,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
} from 'bson'
import { describe, expect, it } from 'vitest'
import { compareValues, equalValues, parseCollation } from './compare.ts'
import type { Direction } from './key-string.ts'
import { encodeKey, keyUpperBound, typeBracket } from './key-string.ts'

/** A small deterministic generator: failures must be repeatable. */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1664525 + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

const NUMBERS: unknown[] = [
  new Int32(0),
  new Double(-0),
  new Double(0),
  new Int32(1),
  new Double(1),
  Long.fromNumber(1),
  Decimal128.fromString('1'),
  Decimal128.fromString('1.000'),
  new Double(0.1),
  Decimal128.fromString('0.1'),
  Decimal128.fromString('0.10'),
  new Double(1.5),
  Decimal128.fromString('1.5'),
  new Int32(-1),
  new Double(-1.5),
  Long.fromBigInt(2n ** 53n),
  Long.fromBigInt(2n ** 53n + 1n),
  new Double(2 ** 53),
  Long.MAX_VALUE,
  Long.MIN_VALUE,
  new Double(2 ** 63),
  new Double(-(2 ** 63)),
  Decimal128.fromString('9223372036854775807'),
  Decimal128.fromString('9223372036854775807.5'),
  Decimal128.fromString('1E400'),
  Decimal128.fromString('-1E400'),
  Decimal128.fromString('1E-400'),
  Decimal128.fromString('-1E-400'),
  Decimal128.fromString('0E10'),
  Decimal128.fromString('-0'),
  Decimal128.fromString('NaN'),
  new Double(NaN),
  new Double(Infinity),
  new Double(-Infinity),
  Decimal128.fromString('Infinity'),
  Decimal128.fromString('-Infinity'),
  new Double(Number.MAX_VALUE),
  new Double(Number.MIN_VALUE),
  3,
  3.25,
  7n,
  Long.fromBigInt(2n ** 60n + 3n),
  new Double(2 ** 60),
  Decimal128.fromString('9.999999999999999999999999999999999'),
  Decimal128.fromString('10'),
  Long.fromBigInt(-(2n ** 53n) - 1n),
  new Double(-(2 ** 53)),
  Decimal128.fromString('179769313486231570000000000000000000000E270'),
  new Double(123456.789),
  Decimal128.fromString('123456.789'),
]

const OTHERS: unknown[] = [
  undefined,
  null,
  '',
  'a',
  'b',
  'ab',
  'a\0',
  'a\0b',
  'a\u0001',
  'é',
  '\uffff',
  '\u{1f600}',
  'zebra',
  new MinKey(),
  new MaxKey(),
  true,
  false,
  new Date(0),
  new Date(-1),
  new Date(8.64e15),
  new ObjectId('000000000000000000000001'),
  new ObjectId('ffffffffffffffffffffffff'),
  new Timestamp({ t: 1, i: 2 }),
  new Timestamp({ t: 4000000000, i: 1 }),
  new Binary(Buffer.from('abc')),
  new Binary(Buffer.from('ab'), 4),
  new Binary(Buffer.from('zz')),
  new BSONRegExp('a', 'i'),
  new BSONRegExp('a', ''),
  new BSONRegExp('b'),
  new Code('x'),
  new Code('x', { a: 1 }),
  [],
  [null],
  [new Int32(1)],
  [new Int32(1), 'a'],
  [new Int32(2)],
  [[]],
  {},
  { a: new Int32(1) },
  { a: new Double(1) },
  { a: 'x' },
  { b: new Int32(0) },
  { a: new Int32(1), b: null },
  { a: undefined },
  { a: {} },
  { a: [] },
  { '': 1 },
]

const ALL = [...NUMBERS, ...OTHERS]

function sign(order: number): number {
  return order < 0 ? -1 : order > 0 ? 1 : 0
}

function keyOrder(a: unknown[], b: unknown[], directions: Direction[]): number {
  return sign(Buffer.compare(encodeKey(a, directions), encodeKey(b, directions)))
}

describe('compareValues', () => {
  it('is a total order: antisymmetric and transitive', () => {
    for (const a of ALL) for (const b of ALL) expect(compareValues(a, b) + compareValues(b, a)).toBe(0)
    // Boxed, because Array.sort puts undefined last without asking.
    const sorted = ALL.map((value) => ({ value }))
      .sort((a, b) => compareValues(a.value, b.value))
      .map((boxed) => boxed.value)
    for (let i = 0; i < sorted.length; i++) {
      for (let j = i; j < sorted.length; j++)
        expect(compareValues(sorted[i], sorted[j])).toBeLessThanOrEqual(0)
    }
  })

  it.each([
    [new Int32(1), new Double(1), 0],
    [Long.fromBigInt(2n ** 53n + 1n), new Double(2 ** 53), 1],
    [Decimal128.fromString('0.1'), new Double(0.1), -1],
    [Decimal128.fromString('1.10'), Decimal128.fromString('1.1'), 0],
    [new Double(NaN), new Double(-Infinity), -1],
    [undefined, null, -1],
    [null, new Int32(0), -1],
    ['\uffff', '\u{1f600}', -1],
    [{ b: new Int32(1) }, { a: 'x' }, -1],
    [{ a: new Int32(1) }, { a: new Int32(1), b: new Int32(1) }, -1],
    [new Binary(Buffer.from('zz')), new Binary(Buffer.from('aaa')), -1],
  ])('%o against %o gives %i', (a, b, order) => {
    expect(compareValues(a, b)).toBe(order)
    expect(compareValues(b, a)).toBe(0 - order)
  })
})

describe('encodeKey', () => {
  it('orders every pair as compareValues does, in both directions', () => {
    for (const a of ALL) {
      for (const b of ALL) {
        const expected = sign(compareValues(a, b))
        expect(keyOrder([a], [b], [1])).toBe(expected)
        expect(keyOrder([a], [b], [-1])).toBe(0 - expected)
      }
    }
  })

  it('orders random compound keys field by field', () => {
    const random = randomFrom(7)
    const pick = (): unknown => ALL[Math.floor(random() * ALL.length)]
    for (let round = 0; round < 20000; round++) {
      const directions: Direction[] = [random() < 0.5 ? 1 : -1, random() < 0.5 ? 1 : -1, 1]
      const a = [pick(), pick(), pick()]
      const b = [random() < 0.6 ? a[0] : pick(), random() < 0.6 ? a[1] : pick(), pick()]
      let expected = 0
      for (let i = 0; i < 3 && expected === 0; i++)
        expected = compareValues(a[i], b[i]) * (directions[i] ?? 1)
      expect(keyOrder(a, b, directions)).toBe(sign(expected))
    }
  })

  it('orders random numbers of all types', () => {
    const random = randomFrom(11)
    const pick = (): unknown => {
      const size = 10 ** Math.floor(random() * 20)
      const value = (random() - 0.5) * size
      const kind = Math.floor(random() * 4)
      if (kind === 0) return new Double(value)
      if (kind === 1) return Long.fromBigInt(BigInt(Math.trunc(value)) + BigInt(Math.floor(random() * 3)))
      if (kind === 2) return Decimal128.fromString(value.toPrecision(Math.ceil(random() * 17)))
      return new Int32(Math.trunc(value) | 0)
    }
    for (let round = 0; round < 20000; round++) {
      const [a, b] = [pick(), pick()]
      expect(keyOrder([a], [b], [1])).toBe(sign(compareValues(a, b)))
    }
  })

  it('gives equal numbers of all types equal bytes', () => {
    for (const text of ['0', '1', '-1', '255', '9007199254740993', '-9223372036854775808']) {
      const key = encodeKey([Long.fromString(text)], [1])
      expect(encodeKey([Decimal128.fromString(text)], [1])).toEqual(key)
      if (Number.isSafeInteger(Number(text))) expect(encodeKey([new Double(Number(text))], [1])).toEqual(key)
    }
  })

  it('bounds prefixes and types', () => {
    const prefix = encodeKey(['a'], [1])
    const upper = keyUpperBound(prefix)
    const whole = encodeKey(['a', new MaxKey()], [1, 1])
    expect(Buffer.compare(whole, prefix)).toBe(1)
    expect(Buffer.compare(whole, upper)).toBe(-1)
    for (const direction of [1, -1] as const) {
      for (const value of ALL) {
        const { low, high } = typeBracket(value, direction)
        const key = encodeKey([value], [direction])
        expect(Buffer.compare(low, key)).toBeLessThanOrEqual(0)
        expect(Buffer.compare(key, high)).toBe(-1)
      }
    }
  })
})

describe('collation', () => {
  const words = [
    'Zebra',
    'apple',
    'Ápple',
    'ápple',
    'Apple',
    'banana',
    'Éclair',
    'eclair',
    '10',
    '9',
    '_x',
    '',
  ]

  it.each([
    [1, 'apple', 'ÁPPLE', 0],
    [2, 'apple', 'APPLE', 0],
    [2, 'apple', 'ápple', -1],
    [3, 'apple', 'Apple', -1],
    [3, 'Apple', 'ápple', -1],
  ] as const)('strength %i compares %s with %s', (strength, a, b, order) => {
    expect(compareValues(a, b, parseCollation({ locale: 'en', strength: new Int32(strength) }))).toBe(order)
  })

  it.each([1, 2, 3])('agrees with Intl.Collator and with its own keys at strength %i', (strength) => {
    const collation = parseCollation({ locale: 'en', strength })
    const intl = new Intl.Collator('en', {
      sensitivity: strength === 1 ? 'base' : strength === 2 ? 'accent' : 'variant',
    })
    for (const a of words) {
      for (const b of words) {
        expect([a, b, compareValues(a, b, collation)]).toEqual([a, b, sign(intl.compare(a, b))])
        expect(sign(Buffer.compare(encodeKey([a], [1], collation), encodeKey([b], [1], collation)))).toBe(
          compareValues(a, b, collation),
        )
      }
    }
    expect(equalValues({ a: 'x' }, { a: 'x' }, collation)).toBe(true)
  })

  it('refuses what it cannot do', () => {
    expect(() => parseCollation({ locale: 'sv' })).toThrow(/locale/)
    expect(() => parseCollation({ locale: 'en', strength: 4 })).toThrow(/strength/)
    expect(() => parseCollation({ locale: 'en', numericOrdering: true })).toThrow(/numericOrdering/)
    expect(() => parseCollation({ strength: 1 })).toThrow(/locale/)
    expect(parseCollation({ locale: 'simple' })).toBeUndefined()
  })
})
