const LETTERS = 'abcdefghijkmnpqrstuvwxyz23456789'

/** A new id for a question or a part of one: twelve letters and digits by chance, with a digit at the end. */
export function newPartId(): string {
  const chance = crypto.getRandomValues(new Uint8Array(12))
  return [...chance].map((byte) => LETTERS[byte % LETTERS.length] ?? 'x').join('') + '2'
}
