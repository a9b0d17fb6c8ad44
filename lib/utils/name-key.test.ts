import { expect, test } from 'vitest'
import { nameKeyOf } from './name-key'

test.each([
  ['  Zoë   Müller ', 'zoe muller'],
  ['Strauß', 'strauss'],
  ['Οδυσσεύς', 'οδυσσευσ'],
  ['Ａｎｎ', 'ann'],
  ['ガブリエル', 'ガブリエル'],
  ['রহিম', 'রহিম'],
  ['Ann\u0000Lee', 'ann lee'],
  ['', ''],
])('%j is searched and put in order as %j', (name, key) => {
  expect(nameKeyOf(name)).toBe(key)
})

test('a key is its own key', () => {
  for (const name of ['Çağla Şahin', 'İpek', 'Ångström', '김민수'])
    expect(nameKeyOf(nameKeyOf(name))).toBe(nameKeyOf(name))
})
