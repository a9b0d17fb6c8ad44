/** A name without case, accents and double spaces, so that “zoe  NÚÑEZ” finds Zoë Núñez. */
export function holderKeyOf(name: string): string {
  return name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/gu, ' ').trim()
}
