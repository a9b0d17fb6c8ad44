type Rules = { caseMatters: boolean; accentsMatter: boolean }

/** Marks put above and below Latin, Greek and Cyrillic letters; vowel signs of other scripts are letters, not accents. */
const ACCENTS = /[\u0300-\u036f]/g

/**
 * A written answer as it is compared: full-width and composed forms are one (Unicode NFKC), spaces at the ends go and
 * several are one, typographic quotes and dashes are plain ones. Case and accents go where the question says so.
 */
export function foldText(text: string, { caseMatters, accentsMatter }: Rules): string {
  const plain = text
    .normalize('NFKC')
    .replace(/[‘’ʼ′]/g, "'")
    .replace(/[“”„″]/g, '"')
    .replace(/[‐‑‒–—−]/g, '-')
    .replace(/\s+/gu, ' ')
    .trim()
  // Upper case first, so that ß and SS are one word.
  const cased = caseMatters ? plain : plain.toUpperCase().toLowerCase()
  return accentsMatter ? cased : cased.normalize('NFD').replace(ACCENTS, '').normalize('NFC')
}
