import type { Cue } from '@/lib/media/dto'

/** A place in the transcript: the letters from `start` to `end` of one cue. */
export type Hit = { cue: number; start: number; end: number }

/** Where the words stand, whatever their accents and capitals. Marks that are letters of their script are kept. */
export function findHits(cues: readonly Cue[], query: string): Hit[] {
  const wanted = folded(query.trim()).text
  if (wanted === '') return []
  return cues.flatMap(({ text }, cue) => {
    const { text: letters, places } = folded(text)
    const hits: Hit[] = []
    for (let at = letters.indexOf(wanted); at >= 0; at = letters.indexOf(wanted, at + wanted.length)) {
      hits.push({ cue, start: places[at] ?? 0, end: places[at + wanted.length] ?? text.length })
    }
    return hits
  })
}

/** The text without accents and in small letters, with the place of each of its letters in the text as it was. */
function folded(text: string): { text: string; places: number[] } {
  const places: number[] = []
  let result = ''
  let at = 0
  for (const letter of text) {
    const plain = plainLetter(letter)
    for (let unit = 0; unit < plain.length; unit += 1) places.push(at)
    result += plain
    at += letter.length
  }
  places.push(text.length)
  return { text: result, places }
}

/** Only the accents of European scripts go: in Hindi, Bangla or Japanese such a mark makes another word. */
function plainLetter(letter: string): string {
  if (/\s/.test(letter)) return ' '
  const bare = letter.normalize('NFD').replace(/[\u0300-\u036F]/g, '')
  return bare.normalize('NFC').toLowerCase()
}

/** Which cue is spoken at a second: the last that has begun; -1 before the first. */
export function cueAt(cues: readonly Cue[], second: number): number {
  let [low, high] = [0, cues.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((cues[middle]?.from ?? 0) <= second + 0.05) low = middle + 1
    else high = middle
  }
  return low - 1
}
