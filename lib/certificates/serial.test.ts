import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { makeSerial, readSerial } from './serial'

const fixed = makeSerial(Uint8Array.from({ length: 15 }, (_, index) => index * 7))

describe('a serial', () => {
  it('has four groups of signs that are hard to confuse, and reads as itself', () => {
    for (let n = 0; n < 200; n += 1) {
      const serial = makeSerial(randomBytes(15))
      expect(serial).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/)
      expect(readSerial(serial)).toBe(serial)
    }
  })

  it('needs all its random bytes', () => {
    expect(() => makeSerial(new Uint8Array(14))).toThrow(RangeError)
  })

  it('is read however it is typed', () => {
    const zeros = makeSerial(new Uint8Array(15))
    expect(readSerial(fixed.toLowerCase())).toBe(fixed)
    expect(readSerial(fixed.replaceAll('-', ''))).toBe(fixed)
    expect(readSerial(` ${fixed.replaceAll('-', ' – ')} `)).toBe(fixed)
    expect(readSerial(zeros.replaceAll('0', 'o'))).toBe(zeros)
  })

  it('with any one sign wrong is none', () => {
    const signs = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
    for (let at = 0; at < fixed.length; at += 1) {
      if (fixed[at] === '-') continue
      for (const sign of signs) {
        if (sign === fixed[at]) continue
        expect(readSerial(fixed.slice(0, at) + sign + fixed.slice(at + 1))).toBeNull()
      }
    }
  })

  it('with two different neighbours swapped is none', () => {
    const signs = fixed.replaceAll('-', '')
    for (let at = 0; at + 1 < signs.length; at += 1) {
      const [one = '', other = ''] = [signs[at], signs[at + 1]]
      if (one === other) continue
      expect(readSerial(signs.slice(0, at) + other + one + signs.slice(at + 2))).toBeNull()
    }
  })

  it.each(['', 'U'.repeat(16), fixed.slice(0, -1), `${fixed}0`, 'শংসাপত্র', '../../etc/passwd'])(
    'is not %j',
    (typed) => expect(readSerial(typed)).toBeNull(),
  )
})
