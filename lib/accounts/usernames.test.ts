import { describe, expect, it } from 'vitest'
import {
  isUsernameReserved,
  isUsernameShaped,
  normaliseUsername,
  suggestUsernames,
  usernameKey,
} from './usernames'

describe('usernames', () => {
  it('folds compatibility forms and case onto one key', () => {
    expect(usernameKey('  Ａｄａ_Lovelace ')).toBe('ada_lovelace')
    expect(usernameKey('ADA')).toBe(usernameKey('ada'))
    expect(normaliseUsername('Ｂob')).toBe('Bob')
  })

  it.each(['ada', 'ada.lovelace', 'a-1_b', 'A'.repeat(30), '123'])('takes %s', (name) => {
    expect(isUsernameShaped(name)).toBe(true)
  })

  it.each([
    'ab',
    'a'.repeat(31),
    'ada@home',
    'ada lovelace',
    '.ada',
    'ada.',
    'ada..l',
    '-rf',
    'аda',
    'ada/..',
    'アダ一二',
    'ada\u0000x',
    '',
  ])('refuses %s', (name) => {
    expect(isUsernameShaped(normaliseUsername(name))).toBe(false)
  })

  it('keeps the names of the house for the house, whatever stands between the letters', () => {
    for (const name of ['admin', 'Admin', 'ad.min', 'a_d_m_i_n', 'no-reply', 'tech-elevate', 'ｒｏｏｔ'])
      expect(isUsernameReserved(name)).toBe(true)
    expect(isUsernameReserved('admiral')).toBe(false)
  })
})

describe('names for somebody who chose none', () => {
  const suggested = (name: string, email = 'x@example.test') =>
    suggestUsernames({ name, email }, () => '1234')

  it.each([
    ['Ada Lovelace', 'a@x.test', 'ada-lovelace'],
    ['Zoë Núñez-O’Hara', 'a@x.test', 'zoe-nunez-o-hara'],
    ['李小龍', 'bruce.lee@x.test', 'bruce-lee'],
    ['Admin', 'ada@x.test', 'ada'],
    ['Li', 'a@x.test', 'member'],
    ['-- --', '@@', 'member'],
    ['A very long name that has no end at all', 'a@x.test', 'a-very-long-name-that-has'],
  ])('%s becomes a name that may be taken', (name, email, expected) => {
    const [first, ...others] = suggested(name, email)
    expect(first).toBe(expected)
    for (const one of [first, ...others]) expect(isUsernameShaped(one), one).toBe(true)
    expect(others).toHaveLength(4)
  })
})
