/** Where a word of a course stands, and with it how much it counts: title; tags, category, teacher; subtitle. */
export const WORD_PLACES = ['title', 'subject', 'subtitle'] as const
/** The words of a course that stands in no list, for the admins' search alone. */
export const HIDDEN_PLACE = 'hidden'
export type WordPlace = (typeof WORD_PLACES)[number] | typeof HIDDEN_PLACE

type Searchable = {
  title: string
  subtitle: string
  tags: readonly string[]
  category: string
  instructors: readonly string[]
  language: string
}
/** One word of a search: as it was written, and the beginnings that must all stand in one place of a course. */
export type QueryWord = { word: string; parts: string[] }

const PREFIX_MAX = 20
/** Words from this length on are also found by their end, as in compounds: “entwicklung” in “Softwareentwicklung”. */
const COMPOUND_MIN = 8
const ENDING_MIN = 4
const QUERY_WORDS_MAX = 8
const QUERY_PARTS_MAX = 24

/** The word as a whole, and the beginning of a word, as keys of the sets in which the catalogue keeps its courses. */
export const wholeWordKey = (place: WordPlace, word: string) => `word/${place}/${word}`
export const beginningKey = (place: WordPlace, beginning: string) => `begin/${place}/${beginning}`

/** The keys under which a course is found by its words. */
export function searchKeysOf(course: Searchable): string[] {
  const texts = {
    title: [course.title],
    subject: [...course.tags, course.category, ...course.instructors],
    subtitle: [course.subtitle],
  }
  return WORD_PLACES.flatMap((place) => [
    ...new Set(texts[place].flatMap((text) => keysOfText(text, course.language, place))),
  ])
}

/** The keys under which admins find a course that is no longer or not yet in the catalogue. */
export function hiddenKeysOf(course: Pick<Searchable, 'title' | 'instructors' | 'language'>): string[] {
  const keys = [course.title, ...course.instructors].flatMap((text) =>
    keysOfText(text, course.language, HIDDEN_PLACE),
  )
  return [...new Set(keys)]
}

function keysOfText(text: string, language: string, place: WordPlace): string[] {
  const words = wordsOf(text, language)
  const keys = words.flatMap((word) => {
    const forms = [word, ...stemsOf(word)].map((form) => wholeWordKey(place, cut(form)))
    if (UNSPACED.test(word)) return forms
    return [...forms, ...beginningsOf(word).map((one) => beginningKey(place, one))]
  })
  return [...keys, ...pairsOf(folded(plainOf(text))).map((pair) => beginningKey(place, pair))]
}

/**
 * The words of a text in the form in which they are compared: lower case, without accents. `Intl.Segmenter` finds them
 * in scripts that put no space between words too.
 */
export function wordsOf(text: string, language: string): string[] {
  const segments = segmenterOf(language).segment(plainOf(text))
  return Array.from(segments).flatMap(({ segment, isWordLike }) => (isWordLike ? [folded(segment)] : []))
}

/** One for each language that was asked for: making one costs more than cutting a title. */
const segmenters = new Map<string, Intl.Segmenter>()

function segmenterOf(language: string): Intl.Segmenter {
  const known = segmenters.get(language) ?? new Intl.Segmenter(language, { granularity: 'word' })
  segmenters.set(language, known)
  return known
}

/**
 * The words of a search. A word of a script without spaces is looked for by its pairs of letters, because a longer text
 * may have been cut elsewhere; a Korean or Bangla word also without the particle at its end. Words that say nothing
 * are left out unless there are no others.
 */
export function queryWordsOf(text: string, language: string): QueryWord[] {
  const all = [...new Set(wordsOf(text, language))]
  const telling = all.filter((word) => !SAYING_NOTHING.has(word))
  let parts = 0
  return (telling.length > 0 ? telling : all).slice(0, QUERY_WORDS_MAX).flatMap((word) => {
    const found = { word: cut(word), parts: partsOf(stemsOf(word).at(-1) ?? word) }
    parts += found.parts.length
    return parts > QUERY_PARTS_MAX ? [] : [found]
  })
}

/** A filter's own text (a tag) in the form in which it is compared. */
export function comparable(text: string): string {
  return folded(plainOf(text)).replace(/\s+/g, ' ').trim()
}

function partsOf(word: string): string[] {
  if (!UNSPACED.test(word)) return [cut(word)]
  const pairs = pairsOf(word).filter((pair) => [...pair].length === 2)
  return pairs.length > 0 ? pairs : [word]
}

/** Each letter and each pair of neighbours in what is written without spaces. */
function pairsOf(text: string): string[] {
  const runs = text.match(UNSPACED_RUN) ?? []
  return [
    ...new Set(
      runs.flatMap((run) => {
        const letters = [...run]
        return letters.flatMap((letter, at) => [
          letter,
          ...(letters[at + 1] ? [letter + letters[at + 1]] : []),
        ])
      }),
    ),
  ]
}

/** What a word begins with, at every length, and its endings when it may be a compound. */
function beginningsOf(word: string): string[] {
  const letters = [...word]
  const beginnings = letters.slice(0, PREFIX_MAX).map((_letter, at) => letters.slice(0, at + 1).join(''))
  if (letters.length < COMPOUND_MIN || !/\p{Script=Latin}|\p{Script=Cyrillic}/u.test(word)) return beginnings
  const endings = letters
    .slice(2, letters.length - ENDING_MIN + 1)
    .map((_letter, at) => cut(letters.slice(at + 2).join('')))
  return [...beginnings, ...endings]
}

/** The word without the particles and endings that Korean and Bangla put to its end, the shortest last. */
function stemsOf(word: string): string[] {
  const endings = HANGUL.test(word) ? KOREAN_PARTICLES : BANGLA.test(word) ? BANGLA_ENDINGS : null
  const stem = endings === null ? word : word.replace(endings, '')
  return stem !== word && [...stem].length >= (HANGUL.test(word) ? 2 : 3) ? [stem] : []
}

/** Joiners are only hints for drawing letters. Marks come off the letters of which people leave them out. */
function plainOf(text: string): string {
  return text
    .replaceAll('\u09A4\u09CD\u200D', '\u09CE')
    .replace(/[\u00AD\u200B-\u200D\u2060\uFEFF]/g, '')
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    .replace(/(?<=[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]\p{M}*)\p{M}/gu, '')
    .normalize('NFC')
    .replaceAll('ß', 'ss')
    .replaceAll('ς', 'σ')
}

/** Katakana and hiragana write the same sounds; words are cut before, since the change of script shows where they end. */
function folded(text: string): string {
  return text.replace(/[\u30A1-\u30F6]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) - 0x60))
}

function cut(word: string): string {
  return [...word].slice(0, PREFIX_MAX).join('')
}

const SCRIPTS_WITHOUT_SPACES =
  '[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}ー々]'
const UNSPACED = new RegExp(`^${SCRIPTS_WITHOUT_SPACES}`, 'u')
const UNSPACED_RUN = new RegExp(`${SCRIPTS_WITHOUT_SPACES}+`, 'gu')
const HANGUL = /^\p{Script=Hangul}+$/u
const BANGLA = /^\p{Script=Bengali}+$/u

const KOREAN_PARTICLES =
  /(?:에서는|으로는|에게서|이라는|부터|까지|에서|에게|한테|으로|처럼|보다|마다|조차|이나|이란|하는|하기|와|과|을|를|은|는|이|가|의|에|로|도|만|랑)$/u
const BANGLA_ENDINGS = /(?:গুলোর|গুলির|গুলো|গুলি|দের|টির|টার|য়ের|ের|টি|টা|তে|কে|র|য়|ে)$/u

/** What joins words: it stands in nearly every title of its language. */
const SAYING_NOTHING = new Set(
  `a an and at by for from in is of on or the to with y de del el la los las en con para un una der die das und für fur mit
  von zu im le les des et au aux du pour の は が を に へ と で も や から まで です ます する した して 및 와 과 এবং ও`.split(
    /\s+/,
  ),
)
