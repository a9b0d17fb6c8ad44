/** A hue of its own for every text, always the same: 0 to 359 degrees. */
export function hueOf(text: string): number {
  return hashOf(text) % 360
}

/** FNV-1a: small, even, and the same on server and browser. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193)
  return hash >>> 0
}
