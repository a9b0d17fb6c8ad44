import { expect, test } from 'vitest'
import { acceptedLanguages } from './accepted-languages'

test.each([
  ['ja,en-US;q=0.9,en;q=0.8', ['ja', 'en']],
  ['de;q=0.5, bn-BD', ['bn', 'de']],
  ['zh-TW,zh;q=0.8', ['zh-Hant', 'zh-Hans']],
  ['tlh, *;q=0.1, fr;q=0', []],
  ['', []],
  [null, []],
  ['ko;q=nonsense', ['ko']],
])('%j', (header, languages) => {
  expect(acceptedLanguages(header)).toEqual(languages)
})
