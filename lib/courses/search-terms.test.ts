import { expect, test } from 'vitest'
import { beginningKey, queryWordsOf, searchKeysOf, wholeWordKey, wordsOf } from './search-terms'

const keysOf = (title: string, language: string, more: object = {}) =>
  new Set(searchKeysOf({ title, subtitle: '', tags: [], category: '', instructors: [], language, ...more }))

/** Whether a course of this title is found by these words. */
function finds(title: string, language: string, words: string, asked = language): boolean {
  const keys = keysOf(title, language)
  const query = queryWordsOf(words, asked)
  return (
    query.length > 0 &&
    query.every(({ parts }) => parts.every((part) => keys.has(beginningKey('title', part))))
  )
}

test.each([
  ['Crème brûlée für Ärzte', 'fr', ['creme', 'brulee', 'fur', 'arzte']],
  ['Ελληνικά ΓΙΑ αρχάριους', 'el', ['ελληνικα', 'για', 'αρχαριουσ']],
  ['C3PO, 2 datasets', 'en', ['c3po', '2', 'datasets']],
  ['ＨＴＭＬ', 'en', ['html']],
  ['   …  ', 'en', []],
])('the words of %j', (text, language, words) => {
  expect(wordsOf(text, language)).toEqual(words)
})

test.each([
  // Accents, case, beginnings.
  ['Crème brûlée', 'fr', 'CREME brul', 'en'],
  ['Straßenkunst', 'de', 'strasse', 'de'],
  ['Introduction to the web', 'en', 'the web', 'en'],
  // Inside compounds.
  ['Softwareentwicklung lernen', 'de', 'entwicklung', 'en'],
  ['Learning JavaScript', 'en', 'script', 'en'],
  // Japanese: inside, cut otherwise, one letter, either kana, full and half width.
  ['日本語の文法入門', 'ja', '文法', 'ja'],
  ['日本語の文法入門', 'ja', '文法', 'en'],
  ['日本語の文法入門', 'ja', '日本語文法', 'ja'],
  ['日本語の文法入門', 'ja', '入門', 'bn'],
  ['日本語の文法入門', 'ja', '本', 'ja'],
  ['東京都知事の仕事', 'ja', '京都', 'ja'],
  ['データベース設計', 'ja', 'データ', 'ja'],
  ['データベース設計', 'ja', 'ﾃﾞｰﾀ', 'ja'],
  ['ひらがなで学ぶ', 'ja', 'ヒラガナ', 'ja'],
  ['写真の基本', 'ja', '写真を', 'ja'],
  // Korean: particles at either side, inside a compound, composed otherwise.
  ['한국어 문법', 'ko', '한국어를', 'ko'],
  ['한국어를 배우자', 'ko', '한국어', 'ko'],
  ['초급한국어문법', 'ko', '한국어 문법', 'ko'],
  ['한국어 문법', 'ko', '한국어'.normalize('NFD'), 'ko'],
  ['물리학 입문', 'ko', '물', 'ko'],
  // Bangla: beginnings with and without vowel signs, endings, joiners, composed otherwise.
  ['বাংলা ভাষা', 'bn', 'ভাষ', 'bn'],
  ['বাংলা ভাষা', 'bn', 'বাংলার', 'bn'],
  ['বাংলার ইতিহাস', 'bn', 'বাংলা', 'bn'],
  ['র‍্যাম ও কম্পিউটার', 'bn', 'র্যাম', 'bn'],
  ['বিজ্ঞান শিক্ষা', 'bn', 'বিজ্ঞা', 'bn'],
  ['পড়া শেখা', 'bn', 'প\u09A1\u09BCা', 'bn'],
  ['হঠাৎ', 'bn', 'হঠাত্\u200D', 'bn'],
  ['การเรียนภาษาไทย', 'th', 'ภาษา', 'en'],
])('%j (%s) is found by %j asked in %s', (title, language, words, asked) => {
  expect(finds(title, language, words, asked)).toBe(true)
})

test.each([
  ['日本語の文法', 'ja', '文学'],
  ['바다 이야기', 'ko', '하늘'],
  ['বাংলা ভাষা', 'bn', 'গণিত'],
  ['Reading data', 'en', 'reading maths'],
  ['Reading data', 'en', 'eading'],
])('%j (%s) is not found by %j', (title, language, words) => {
  expect(finds(title, language, words)).toBe(false)
})

test('a word counts where it stands: title, then subject, then subtitle', () => {
  const keys = keysOf('Reading data', 'en', {
    subtitle: 'Without tears',
    tags: ['statistics'],
    category: 'Science',
    instructors: ['Mira Okafor'],
  })
  for (const [place, word] of [
    ['title', 'reading'],
    ['subject', 'statistics'],
    ['subject', 'science'],
    ['subject', 'okafor'],
    ['subtitle', 'tears'],
  ] as const) {
    expect(keys).toContain(wholeWordKey(place, word))
    expect(keys).toContain(beginningKey(place, word.slice(0, 2)))
  }
  expect(keys).not.toContain(wholeWordKey('title', 'tears'))
})

test('words that say nothing count only alone; a search is bounded', () => {
  expect(queryWordsOf('the art of maths', 'en').map(({ word }) => word)).toEqual(['art', 'maths'])
  expect(queryWordsOf('the', 'en').map(({ word }) => word)).toEqual(['the'])
  expect(queryWordsOf('?! …', 'en')).toEqual([])
  const long = queryWordsOf('漢字仮名交文章'.repeat(14), 'ja')
  expect(long.flatMap(({ parts }) => parts).length).toBeLessThanOrEqual(24)
  expect(long.length).toBeGreaterThan(0)
})

test('the keys of the longest course stay a few thousand', () => {
  const keys = searchKeysOf({
    title: 'lovely words '.repeat(10).slice(0, 120),
    subtitle: Array.from({ length: 20 }, (_, n) => `word${n}abc`)
      .join(' ')
      .slice(0, 200),
    tags: Array.from({ length: 12 }, (_, n) => `a tag of forty letters in all ${n}`),
    category: 'Category',
    instructors: ['Somebody'],
    language: 'en',
  })
  expect(keys.length).toBeLessThan(1_500)
})
