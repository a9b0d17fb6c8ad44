import { COURSE_LIMITS } from './constants'

type Searchable = {
  title: string
  subtitle: string
  tags: string[]
  category: string
  instructor: string
  language: string
}

/** The words by which the catalogue finds a course, in the form `termsOf` gives a query's words too. */
export function searchTermsOf(course: Searchable): string[] {
  const texts = [course.title, course.tags.join(' '), course.category, course.instructor, course.subtitle]
  return [...new Set(texts.flatMap((text) => termsOf(text, course.language)))].slice(
    0,
    COURSE_LIMITS.searchTerms,
  )
}

/**
 * The words of a text, lower case and without accents. `Intl.Segmenter` finds them in scripts that put no space
 * between words too. Marks are taken off Latin, Greek and Cyrillic letters only: in Japanese, Korean and Bangla they
 * make another letter.
 */
export function termsOf(text: string, language: string): string[] {
  const plain = text
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    .replace(/(?<=[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]\p{M}*)\p{M}/gu, '')
    .normalize('NFC')
  const segments = new Intl.Segmenter(language, { granularity: 'word' }).segment(plain)
  return Array.from(segments).flatMap(({ segment, isWordLike }) => (isWordLike ? [segment] : []))
}

/**
 * What finds the words that begin so. Escaped by hand, not by `RegExp.escape`: that writes the first letter as a code,
 * and a database that reads the prefix off the pattern to bound its index then finds none.
 */
export function beginningWith(word: string): RegExp {
  return new RegExp(`^${word.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')}`)
}
