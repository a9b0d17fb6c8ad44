import { expect, test } from 'vitest'
import { beginningWith, searchTermsOf, termsOf } from './search-terms'

test.each([
  ['Crème brûlée für Ärzte', 'fr', ['creme', 'brulee', 'fur', 'arzte']],
  ['Ελληνικά ΓΙΑ αρχάριους', 'el', ['ελληνικα', 'για', 'αρχαριους']],
  ['C3PO, 2 datasets', 'en', ['c3po', '2', 'datasets']],
  ['ＨＴＭＬ', 'en', ['html']],
  ['   …  ', 'en', []],
])('%j', (text, language, terms) => {
  expect(termsOf(text, language)).toEqual(terms)
})

test('words are found where no space parts them, and their marks stay', () => {
  expect(termsOf('日本語の文法', 'ja')).toContain('文法')
  expect(termsOf('ひらがなで学ぶ', 'ja').join('')).toContain('が')
  expect(termsOf('বাংলা ভাষা', 'bn')).toEqual(['বাংলা', 'ভাষা'])
  expect(termsOf('한국어 문법', 'ko')).toEqual(['한국어', '문법'])
})

test('a course is found by title, tags, category, instructor and subtitle, each word once', () => {
  const terms = searchTermsOf({
    title: 'Reading data',
    subtitle: 'Data without tears',
    tags: ['statistics'],
    category: 'Science',
    instructor: 'Mira Okafor',
    language: 'en',
  })
  expect(terms).toEqual(['reading', 'data', 'statistics', 'science', 'mira', 'okafor', 'without', 'tears'])
})

test('a prefix is taken by the letter', () => {
  expect('javascript').toMatch(beginningWith('java'))
  expect('a.b').not.toMatch(beginningWith('a?'))
  expect('axb').not.toMatch(beginningWith('a.b'))
  expect(beginningWith('java').source).toBe('^java')
})
