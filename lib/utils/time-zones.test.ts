import { describe, expect, it } from 'vitest'
import { COUNTRY_CODES, listCountries } from './countries'
import { LANGUAGE_CODES } from './languages'
import { canonicalTimeZone, describeTimeZone, isTimeZone, listTimeZones } from './time-zones'

describe('time zones', () => {
  it('lists UTC and the world', () => {
    expect(listTimeZones()).toContain('UTC')
    expect(listTimeZones()).toContain('Asia/Tokyo')
  })

  it('understands an alias and refuses what is none', () => {
    expect(isTimeZone('Asia/Calcutta')).toBe(true)
    for (const zone of ['', 'Mars/Base', '+09:00', '../etc', 'Asia/Tokyo\n'])
      expect(isTimeZone(zone)).toBe(false)
  })

  it('spells a zone as the list does', () => {
    expect(canonicalTimeZone('asia/tokyo')).toBe('Asia/Tokyo')
    expect(canonicalTimeZone('utc')).toBe('UTC')
  })

  it('tells the distance of the moment', () => {
    expect(describeTimeZone('America/New_York', new Date('2026-01-01T00:00:00Z'), 'en')).toBe(
      'America/New York (GMT-5)',
    )
    expect(describeTimeZone('America/New_York', new Date('2026-07-01T00:00:00Z'), 'en')).toBe(
      'America/New York (GMT-4)',
    )
  })
})

describe('countries and languages', () => {
  it('names and orders every country for its reader', () => {
    const names = listCountries('en').map(({ name }) => name)
    expect(names).toHaveLength(COUNTRY_CODES.length)
    expect(names[0]).toBe('Afghanistan')
    expect(listCountries('ja').find(({ code }) => code === 'JP')?.name).toBe('日本')
  })

  it('holds the five languages of the house and no malformed tag', () => {
    expect(LANGUAGE_CODES).toEqual(expect.arrayContaining(['en', 'es', 'ja', 'ko', 'bn']))
    expect(Intl.getCanonicalLocales([...LANGUAGE_CODES])).toEqual([...LANGUAGE_CODES])
  })
})
