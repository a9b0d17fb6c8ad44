import { describe, expect, it } from 'vitest'
import { isSignedFor, signAddress } from './signed-address'

const secret = 'x'.repeat(32)
const at = (time: string) => new Date(`2026-03-01T${time}Z`)
const UPLOAD = '0123456789abcdef01234567'

function partsOf(address: string) {
  const url = new URL(address, 'http://academy.example')
  const query = (name: string) => url.searchParams.get(name) ?? ''
  return {
    upload: url.pathname.split('/').at(-1) ?? '',
    viewer: query('v'),
    hour: query('h'),
    signature: query('s'),
  }
}

describe('a signed address', () => {
  const parts = partsOf(signAddress(UPLOAD, 'yuki', { secret, now: at('10:59:00') }))

  it('opens the file for its viewer until the end of the next hour', () => {
    expect(isSignedFor(parts, 'yuki', { secret, now: at('10:59:30') })).toBe(true)
    expect(isSignedFor(parts, 'yuki', { secret, now: at('11:59:59') })).toBe(true)
    expect(isSignedFor(parts, 'yuki', { secret, now: at('12:00:00') })).toBe(false)
  })

  it('opens nothing for anybody else', () => {
    expect(isSignedFor(parts, 'tomas', { secret, now: at('10:59:30') })).toBe(false)
    expect(isSignedFor({ ...parts, viewer: 'tomas' }, 'tomas', { secret, now: at('10:59:30') })).toBe(false)
  })

  it('opens no other file, and not later by a changed hour', () => {
    expect(isSignedFor({ ...parts, upload: 'f'.repeat(24) }, 'yuki', { secret, now: at('10:59:30') })).toBe(
      false,
    )
    const later = { ...parts, hour: String(Number(parts.hour) + 5) }
    expect(isSignedFor(later, 'yuki', { secret, now: at('15:10:00') })).toBe(false)
    expect(isSignedFor({ ...parts, hour: 'NaN' }, 'yuki', { secret, now: at('10:59:30') })).toBe(false)
  })

  it('of another academy opens nothing here', () => {
    expect(isSignedFor(parts, 'yuki', { secret: 'y'.repeat(32), now: at('10:59:30') })).toBe(false)
  })
})
