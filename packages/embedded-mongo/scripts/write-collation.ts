import { writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

/*
 * Writes src/values/collation-weights.ts from ICU, which MongoDB sorts by and Node has too, though it gives no sort keys:
 * `node scripts/write-collation.ts`. Stored indexes depend on the result, so a new one needs a new format (storage/format.ts).
 */
const FILE = fileURLToPath(new URL('../src/values/collation-weights.ts', import.meta.url))
const RANGES = [
  [0x09, 0x0d],
  [0x20, 0x7e],
  [0x85, 0x85],
  [0xa0, 0x2ff],
  [0x370, 0x52f],
  [0x1e00, 0x1fff],
  [0x2c60, 0x2c7f],
  [0xa720, 0xa7ff],
  [0x2010, 0x205e],
  [0x2070, 0x214f],
  [0x2190, 0x22ff],
] as const

const base = new Intl.Collator('en', { sensitivity: 'base' })
const accent = new Intl.Collator('en', { sensitivity: 'accent' })
const variant = new Intl.Collator('en', { sensitivity: 'variant' })

function charactersOf(ranges: readonly (readonly [number, number])[]): string[] {
  return ranges.flatMap(([first, last]) =>
    Array.from({ length: last - first + 1 }, (_, index) => String.fromCodePoint(first + index)),
  )
}

/** Characters in an order, those that it finds equal together. */
function runsOf(characters: string[], compare: (a: string, b: string) => number): string[] {
  const sorted = characters.toSorted((a, b) => compare(a, b) || accent.compare(a, b) || (a < b ? -1 : 1))
  const runs: string[] = []
  for (const each of sorted) {
    const last = runs.at(-1)
    if (last !== undefined && compare(last[0] ?? '', each) === 0) runs[runs.length - 1] = last + each
    else runs.push(each)
  }
  return runs
}

const marks = charactersOf([[0x300, 0x36f]]).filter(
  (mark) =>
    mark.normalize('NFKD') === mark &&
    base.compare(`a${mark}`, 'a') === 0 &&
    accent.compare(`a${mark}`, 'a') !== 0,
)
const letters = [...'abcdefghijklmnopqrstuvwxyz']
const spellings = [...letters, ...letters.flatMap((first) => letters.map((second) => first + second))]

/** How a letter is sorted that is one or two others with something: ø as o with a stroke, æ as a and e. */
function spellingOf(character: string): string | undefined {
  const spelling = spellings.find((each) => each !== character && base.compare(character, each) === 0)
  if (spelling === undefined) return undefined
  const [first = '', second = ''] = spelling
  const candidates = ['', ...marks].map((mark) => first + mark + second)
  // Where no mark makes the two equal, one that nothing else has keeps them apart.
  return candidates.find((each) => accent.compare(character, each) === 0) ?? `${first}\u20f0${second}`
}

const atoms: string[] = []
const spelled: [string, string][] = []
for (const character of charactersOf(RANGES)) {
  if (/\p{Cn}|\p{M}/u.test(character) || variant.compare(character, '') === 0) continue
  const lower = character.toLowerCase()
  if (lower !== character && accent.compare(lower, character) === 0) continue
  const parts = character.normalize('NFKD')
  const bare = parts.replace(/\p{M}/gu, '')
  if (parts !== character && base.compare(character, bare) === 0 && accent.compare(character, parts) === 0)
    continue
  const spelling = spellingOf(character)
  if (spelling !== undefined) spelled.push([character, spelling])
  else atoms.push(character)
}

const bases = runsOf(atoms, base.compare).map((run) => {
  const [first = '', ...others] = run
  // What differs from its like in less than accents is spelled with it.
  const alike = others.filter((each) => accent.compare(first, each) === 0)
  for (const each of alike) spelled.push([each, first])
  return [...run].filter((each) => !alike.includes(each)).join('')
})

const weights = {
  bases,
  marks: runsOf(marks, (a, b) => accent.compare(`a${a}`, `a${b}`)),
  spellings: Object.fromEntries(spelled),
}
const text = JSON.stringify(weights).replace(/[\\'\u007f-\u009f\u2028\u2029]/g, (sign) =>
  sign === '\\' || sign === "'" ? `\\${sign}` : `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
)
const lines = [
  '/* Written by scripts/write-collation.ts; do not edit. */',
  '',
  '/**',
  ' * `bases`: characters in the order of their base letters; those of one entry differ as accents do. `marks`: combining marks in the',
  ' * order of accents. `spellings`: letters that are sorted as others with marks.',
  ' */',
  `export const COLLATION_WEIGHTS = JSON.parse(`,
  `  '${text}',`,
  ') as { bases: string[]; marks: string[]; spellings: Record<string, string> }',
  '',
]
await writeFile(FILE, lines.join('\n'))
