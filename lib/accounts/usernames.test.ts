import { describe, expect, it } from 'vitest'
import { isUsernameReserved, isUsernameShaped, normaliseUsername, usernameKey } from './usernames'

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
