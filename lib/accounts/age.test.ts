import { describe, expect, it } from 'vitest'
import { boundaryYear, judgeAge, youngestAge } from './age'

const today = new Date('2026-06-15T12:00:00Z')

describe('the age from a year of birth', () => {
  it('is the youngest the year allows', () => {
    expect(youngestAge(2000, today)).toBe(25)
    expect(youngestAge(2026, today)).toBe(-1)
    expect([youngestAge(null, today), youngestAge(undefined, today)]).toEqual([0, 0])
  })

  it('asks in the one year where it depends on the day', () => {
    expect(judgeAge(2009, 16, today)).toBe('old_enough')
    expect(judgeAge(2010, 16, today)).toBe('ask')
    expect(judgeAge(2011, 16, today)).toBe('too_young')
  })

  it('names that year', () => {
    expect(boundaryYear(16, today)).toBe(2010)
    for (const minimum of [0, 13, 16, 18])
      expect(judgeAge(boundaryYear(minimum, today), minimum, today)).toBe('ask')
  })

  it('judges by the clock it is given', () => {
    expect(judgeAge(2010, 16, new Date('2026-12-31T23:59:59Z'))).toBe('ask')
    expect(judgeAge(2010, 16, new Date('2027-01-01T00:00:00Z'))).toBe('old_enough')
  })

  it('lets an operator set another minimum', () => {
    expect(judgeAge(2013, 13, today)).toBe('ask')
    expect(judgeAge(2007, 18, today)).toBe('old_enough')
    expect(judgeAge(2008, 18, today)).toBe('ask')
  })
})
