/**
 * Chance that can be drawn again: the same seed gives the same order, on every machine. FNV-1a makes a number of the
 * seed, mulberry32 a row of numbers of that; good enough for shuffling, not for secrets.
 */
function randomOf(seed: string): () => number {
  let state = 0x811c9dc5
  for (let index = 0; index < seed.length; index += 1) {
    state = Math.imul(state ^ seed.charCodeAt(index), 0x01000193)
  }
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** A list in an order by chance (Fisher and Yates, from the end), always the same for a seed. */
export function shuffled<T>(list: readonly T[], seed: string): T[] {
  const random = randomOf(seed)
  const result = [...list]
  for (let last = result.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1))
    const [one, two] = [result[last] as T, result[other] as T]
    result[last] = two
    result[other] = one
  }
  return result
}
