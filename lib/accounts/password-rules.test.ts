import { describe, expect, it } from 'vitest'
import { findPasswordFault, normalisePassword } from './password-rules'

const person = { fullName: 'Grace Brewster Hopper', username: 'ghopper', email: 'amazing.grace@navy.test' }

describe('password rules', () => {
  it('counts characters, not code units or bytes', () => {
    expect(findPasswordFault('🦉🦉🦉🦉🦉🦉🦉🦉🦉')).toBe('account.password_short')
    expect(findPasswordFault('🦉🌙🍃🦊🐝🌾🪶🐚🌊🪐')).toBeNull()
    expect(findPasswordFault('ا'.repeat(128))).toBeNull()
    expect(findPasswordFault('x'.repeat(129))).toBe('account.password_long')
  })

  it('reads two keyboards alike', () => {
    expect(normalisePassword('ｃａｆｅ\u0301')).toBe(normalisePassword('café'))
    expect(findPasswordFault('ﬃ'.repeat(4))).toBeNull()
  })

  it('keeps the spaces the person typed and asks for no mixture', () => {
    expect(findPasswordFault('quiet owls read')).toBeNull()
    expect(normalisePassword(' two ends ')).toBe(' two ends ')
  })

  it.each(['hopperhopper', 'my-GRACE-2024!', 'xxGhopperxx', 'amazing.grace', 'ＧＲＡＣＥ ｂａｋｅｓ bread'])(
    'refuses the person in %s',
    (password) => expect(findPasswordFault(password, person)).toBe('account.password_personal'),
  )

  it('is not fooled by short names and judges ideographs by their own measure', () => {
    expect(findPasswordFault('believe in lions', { fullName: 'Li Wu', username: 'liw' })).toBeNull()
    expect(findPasswordFault('わたしは田中ですよろしく', { fullName: '田中 花' })).toBe(
      'account.password_personal',
    )
  })
})
