import { describe, expect, it } from 'vitest'
import { deviceOf } from './device'

describe('the device of a sign-in', () => {
  it('names browser and system', () => {
    const phone =
      'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1'
    expect(deviceOf(phone)).toEqual({ browser: 'Safari', system: 'iOS', type: 'mobile' })
    const desktop =
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36'
    expect(deviceOf(desktop)).toEqual({ browser: 'Chrome', system: 'Linux', type: 'desktop' })
  })

  it('says nothing of what it does not know and bounds what it is told', () => {
    expect(deviceOf(null)).toEqual({})
    expect(deviceOf('')).toEqual({})
    for (const value of Object.values(deviceOf('x'.repeat(100_000))))
      expect(value.length).toBeLessThanOrEqual(60)
  })
})
