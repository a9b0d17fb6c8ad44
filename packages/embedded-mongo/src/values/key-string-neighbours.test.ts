import { Decimal128, Double, Int32, Long } from 'bson'
import { describe, expect, it } from 'vitest'
import { randomSource } from '../../test/engine/folder.ts'
import type { Collation } from './compare.ts'
import { compareValues, parseCollation } from './compare.ts'
import { encodeKey } from './key-string.ts'

/** A number as an exact fraction, by a way of its own: no function of the server is used. */
type Exact = { over: bigint; under: bigint }

function exactDouble(value: number): Exact {
  const view = new DataView(new ArrayBuffer(8))
  view.setFloat64(0, value)
  const bits = view.getBigUint64(0)
  const sign = bits >> 63n === 1n ? -1n : 1n
  const power = Number((bits >> 52n) & 0x7ffn)
  const fraction = bits & 0xfffffffffffffn
  const mantissa = power === 0 ? fraction : fraction + (1n << 52n)
  const exponent = (power === 0 ? 1 : power) - 1075
  return exponent >= 0
    ? { over: sign * (mantissa << BigInt(exponent)), under: 1n }
    : { over: sign * mantissa, under: 1n << BigInt(-exponent) }
}

function exactText(digits: bigint, exponent: number): Exact {
  return exponent >= 0
    ? { over: digits * 10n ** BigInt(exponent), under: 1n }
    : { over: digits, under: 10n ** BigInt(-exponent) }
}

function compareExact(a: Exact, b: Exact): number {
  const left = a.over * b.under
  const right = b.over * a.under
  return left < right ? -1 : left > right ? 1 : 0
}

function nextDouble(value: number, steps: number): number {
  const view = new DataView(new ArrayBuffer(8))
  view.setFloat64(0, value)
  view.setBigInt64(0, view.getBigInt64(0) + BigInt(steps))
  return view.getFloat64(0)
}

type Sample = { value: unknown; exact: Exact }
type Random = ReturnType<typeof randomSource>

/** Numbers of all types that lie close to one another: that is where orders go wrong. */
function neighbours(random: Random): Sample[] {
  const base = BigInt(random.integer(2 ** 31)) << BigInt(random.integer(32))
  const center = random.integer(2) === 0 ? base : -base
  const long = BigInt.asIntN(64, center + BigInt(random.integer(5) - 2))
  const double = nextDouble(Number(center) || 1, random.integer(5) - 2)
  const scaled = nextDouble(double * 10 ** -random.integer(25), random.integer(3) - 1)
  const exponent = random.integer(9) - 8
  const digits = center * 10n ** BigInt(-exponent) + BigInt(random.integer(5) - 2)
  const shown = scaled.toPrecision(1 + random.integer(17))
  const [mantissa = '0', power = '0'] = shown.split('e')
  const places = mantissa.split('.')[1]?.length ?? 0
  const int = random.integer(2 ** 32) | 0
  return [
    { value: new Int32(int), exact: { over: BigInt(int), under: 1n } },
    { value: Long.fromBigInt(long), exact: { over: long, under: 1n } },
    { value: new Double(double), exact: exactDouble(double) },
    { value: new Double(scaled), exact: exactDouble(scaled) },
    { value: Decimal128.fromString(`${digits}E${exponent}`), exact: exactText(digits, exponent) },
    {
      value: Decimal128.fromString(shown),
      exact: exactText(BigInt(mantissa.replace('.', '')), Number(power) - places),
    },
  ]
}

function keyOrder(a: unknown, b: unknown, direction: 1 | -1): number {
  return Buffer.compare(encodeKey([a], [direction]), encodeKey([b], [direction]))
}

describe('neighbouring numbers', () => {
  it.each([1, 2, 3, 4])('are ordered exactly, by values and by keys (seed %i)', (seed) => {
    const random = randomSource(seed)
    const wrong: string[] = []
    for (let round = 0; round < 500; round++) {
      const samples = neighbours(random)
      for (const a of samples)
        for (const b of samples)
          if (!agrees(a, b)) wrong.push(`${String(a.value)} against ${String(b.value)}`)
    }
    expect(wrong).toEqual([])
  })
})

function agrees(a: Sample, b: Sample): boolean {
  const order = compareExact(a.exact, b.exact)
  return (
    compareValues(a.value, b.value) === order &&
    keyOrder(a.value, b.value, 1) === order &&
    keyOrder([a.value], [b.value], -1) === 0 - order
  )
}

const LETTERS = [
  ...'sStTæÆœøØđðłŁıİçеёиЙйΩως“”,',

  'a',
  'A',
  'á',
  'Á',
  'b',
  'B',
  'z',
  'ß',
  'ø',
  ' ',
  '-',
  '_',
  '1',
  '9',
  '\0',
  '\u0301',
  '😀',
  'é',
  '.',
]

describe('random texts', () => {
  it.each([
    [1, 'base'],
    [2, 'accent'],
    [3, 'variant'],
  ] as const)('are ordered as ICU orders them at strength %i', (strength, sensitivity) => {
    const collation = parseCollation({ locale: 'en', strength })
    const icu = new Intl.Collator('en', { sensitivity })
    const random = randomSource(strength)
    const wrong: string[][] = []
    for (let round = 0; round < 5000; round++) {
      const a = Array.from({ length: random.integer(6) }, () => random.pick(LETTERS))
      const b = a.map((letter) => (random.integer(3) === 0 ? random.pick(LETTERS) : letter))
      const texts: [string, string] = [a.join(''), b.join('')]
      if (compareValues(...texts, collation) !== Math.sign(icu.compare(...texts))) wrong.push(texts)
    }
    expect(wrong).toEqual([])
  })

  it.each([undefined, 1, 2, 3])('have keys in the order of the texts at strength %s', (strength) => {
    const collation = strength === undefined ? undefined : parseCollation({ locale: 'en', strength })
    const random = randomSource(strength ?? 9)
    const text = (): string => Array.from({ length: random.integer(5) }, () => random.pick(LETTERS)).join('')
    const wrong: string[][] = []
    for (let round = 0; round < 5000; round++) {
      const [a, b] = [text(), text()]
      const [left, right] = random.integer(2) === 0 ? [a, b] : [{ x: [a] }, { x: [b] }]
      const order = Buffer.compare(keyOf(left, collation), keyOf(right, collation))
      if (order !== compareValues(a, b, collation)) wrong.push([a, b])
    }
    expect(wrong).toEqual([])
  })
})

/** The key of a value with another field behind it. */
function keyOf(value: unknown, collation: Collation | undefined): Uint8Array {
  return encodeKey([value, new Int32(1)], [1, 1], collation)
}
