import { describe, expect, it } from 'vitest'
import { safeNextPath } from './next-path'

describe('where to go after signing in', () => {
  it.each(['/', '/courses/intro?tab=2#top', '/learn/a/b', '/ja/dashboard', '/verify-email?next=%2Fcourses'])(
    'keeps %s',
    (path) => expect(safeNextPath(path)).toBe(path),
  )

  it.each([
    'https://evil.test/',
    '//evil.test',
    '/en//evil.test',
    '/courses//evil.test',
    '/\\evil.test',
    '/%5C/../..//evil.test/..//evil.test',
    '/\t/evil.test',
    '/\n//evil.test',
    'javascript:alert(1)',
    'dashboard',
    '',
    '/login',
    '/ja/login?next=/x',
    '/register',
    '/api/auth/signout',
    '/_next/static/x',
    `/${'a'.repeat(3000)}`,
    ['/a', '/b'],
    null,
    undefined,
  ])('drops %j', (path) => expect(safeNextPath(path)).toBeNull())

  it('resolves dots before judging', () => {
    expect(safeNextPath('/courses/../dashboard')).toBe('/dashboard')
    expect(safeNextPath('/x/..//evil.test')).toBeNull()
  })
})
