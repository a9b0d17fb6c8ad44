/**
 * Sets of small whole numbers as bits, in blocks of 65,536: what many sets have in common is found by a few thousand
 * operations however many numbers they hold. Absent blocks are empty.
 */
export type NumberSet = Map<number, Uint32Array>

export const BLOCK_SIZE = 65_536
const WORDS = BLOCK_SIZE / 32
/** A list of numbers takes two bytes each; from here on the bits themselves are shorter. */
const LIST_MAX = BLOCK_SIZE / 16
const LIST = 0
const BITS = 1

export function numberSet(numbers: Iterable<number> = []): NumberSet {
  const set: NumberSet = new Map()
  for (const number of numbers) addTo(set, number)
  return set
}

export function addTo(set: NumberSet, number: number): void {
  const bits = blockOf(set, Math.floor(number / BLOCK_SIZE))
  bits[(number % BLOCK_SIZE) >>> 5] = wordAt(bits, (number % BLOCK_SIZE) >>> 5) | (1 << (number & 31))
}

export function removeFrom(set: NumberSet, number: number): void {
  const bits = set.get(Math.floor(number / BLOCK_SIZE))
  const word = (number % BLOCK_SIZE) >>> 5
  if (bits !== undefined) bits[word] = wordAt(bits, word) & ~(1 << (number & 31))
}

/** What is in any of them. */
export function union(sets: readonly NumberSet[]): NumberSet {
  const all: NumberSet = new Map()
  for (const set of sets) {
    for (const [block, bits] of set) {
      const into = blockOf(all, block)
      for (let word = 0; word < WORDS; word++) into[word] = wordAt(into, word) | wordAt(bits, word)
    }
  }
  return all
}

/** What is in all of them; of no set at all, nothing. */
export function intersection(sets: readonly NumberSet[]): NumberSet {
  const common: NumberSet = new Map()
  const [first, ...others] = sets
  for (const [block, bits] of first ?? []) {
    const rest = others.map((set) => set.get(block))
    if (rest.includes(undefined)) continue
    const into = bits.slice()
    for (const other of rest)
      for (let word = 0; word < WORDS; word++) into[word] = wordAt(into, word) & wordAt(other ?? into, word)
    common.set(block, into)
  }
  return common
}

/** What is in the one and not in the other. */
export function difference(set: NumberSet, other: NumberSet): NumberSet {
  const rest: NumberSet = new Map()
  for (const [block, bits] of set) {
    const into = bits.slice()
    const taken = other.get(block)
    if (taken !== undefined)
      for (let word = 0; word < WORDS; word++) into[word] = wordAt(into, word) & ~wordAt(taken, word)
    rest.set(block, into)
  }
  return rest
}

export function isEmpty(set: NumberSet): boolean {
  for (const bits of set.values()) for (const word of bits) if (word !== 0) return false
  return true
}

export function sizeOf(set: NumberSet): number {
  let size = 0
  for (const bits of set.values()) for (const word of bits) size += onesIn(word)
  return size
}

/** Each number, the greatest first, until `visit` answers false. */
export function visitDescending(set: NumberSet, visit: (number: number) => boolean): void {
  for (const block of [...set.keys()].sort((a, b) => b - a)) {
    const bits = set.get(block) ?? new Uint32Array()
    for (let word = bits.length - 1; word >= 0; word--) {
      let rest = wordAt(bits, word)
      while (rest !== 0) {
        const bit = 31 - Math.clz32(rest)
        rest = (rest & ~(1 << bit)) >>> 0
        if (!visit(block * BLOCK_SIZE + word * 32 + bit)) return
      }
    }
  }
}

/** The greatest first, at most so many. */
export function descending(set: NumberSet, limit = Infinity): number[] {
  const numbers: number[] = []
  if (limit <= 0) return numbers
  visitDescending(set, (number) => numbers.push(number) < limit)
  return numbers
}

/** One block as bytes: the numbers while they are few, else their bits. */
export function packBlock(bits: Uint32Array): Uint8Array {
  const size = sizeOf(new Map([[0, bits]]))
  if (size > LIST_MAX) {
    const bytes = new DataView(new ArrayBuffer(1 + 4 * WORDS))
    bytes.setUint8(0, BITS)
    bits.forEach((word, index) => bytes.setUint32(1 + 4 * index, word, true))
    return new Uint8Array(bytes.buffer)
  }
  const bytes = new DataView(new ArrayBuffer(1 + 2 * size))
  bytes.setUint8(0, LIST)
  let at = 1
  for (const number of descending(new Map([[0, bits]]))) {
    bytes.setUint16(at, number, true)
    at += 2
  }
  return new Uint8Array(bytes.buffer)
}

export function unpackBlock(packed: Uint8Array): Uint32Array {
  const bytes = new DataView(packed.buffer, packed.byteOffset, packed.byteLength)
  const bits = new Uint32Array(WORDS)
  if (bytes.byteLength === 0) return bits
  if (bytes.getUint8(0) === BITS) {
    for (let word = 0; word < WORDS; word++) bits[word] = bytes.getUint32(1 + 4 * word, true)
    return bits
  }
  for (let at = 1; at + 1 < bytes.byteLength; at += 2) {
    const number = bytes.getUint16(at, true)
    bits[number >>> 5] = wordAt(bits, number >>> 5) | (1 << (number & 31))
  }
  return bits
}

function blockOf(set: NumberSet, block: number): Uint32Array {
  const known = set.get(block)
  if (known !== undefined) return known
  const bits = new Uint32Array(WORDS)
  set.set(block, bits)
  return bits
}

function wordAt(bits: Uint32Array, word: number): number {
  return bits[word] ?? 0
}

function onesIn(word: number): number {
  let rest = word - ((word >>> 1) & 0x55555555)
  rest = (rest & 0x33333333) + ((rest >>> 2) & 0x33333333)
  return Math.imul((rest + (rest >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}
