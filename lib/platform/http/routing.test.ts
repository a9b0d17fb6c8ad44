import { describe, expect, test } from 'vitest'
import { createRouting } from './routing.mjs'

const route = createRouting({
  locales: ['en', 'ja'],
  defaultLocale: 'en',
  withParameters: { '/courses': { to: '/catalogue', parameters: ['q', 'level'] } },
  publicNames: ['images', 'favicon.ico'],
})

function pageOf(url: string) {
  const found = route(url)
  return found !== null && 'pathname' in found && found.isPage ? found.pathname + found.search : found
}

describe('pages', () => {
  test.each([
    ['/', '/en'],
    ['/courses', '/en/courses'],
    ['/?x=1', '/en?x=1'],
    ['/u/dora.ex-plorer', '/en/u/dora.ex-plorer'],
    ['/certificates/12/badge.json', '/en/certificates/12/badge.json'],
    ['/ja', '/ja'],
    ['/ja/courses', '/ja/courses'],
    ['/english', '/en/english'],
    ['/apiary', '/en/apiary'],
  ])('%s is %s of Next', (url, expected) => expect(pageOf(url)).toBe(expected))
})

describe('addresses without locale', () => {
  test.each([
    '/api/me?course=1',
    '/_next/static/a.js',
    '/sitemap.xml',
    '/sitemap/0.xml',
    '/robots.txt',
    '/images/a.png',
  ])('%s stays as it is', (url) =>
    expect(route(url)).toMatchObject({ isPage: false, pathname: url.split('?')[0] }),
  )

  test('an unknown file at the top is a page nobody has, not a locale', () => {
    expect(pageOf('/wp-login.php')).toBe('/en/wp-login.php')
  })
})

describe('parameters', () => {
  test.each([
    ['/courses?q=algebra', '/en/catalogue?q=algebra'],
    ['/courses?utm_source=mail', '/en/courses'],
    ['/courses?q=', '/en/courses'],
    ['/courses?utm_source=mail&level=Beginner&q=a%26b', '/en/catalogue?level=Beginner&q=a%26b'],
    ['/courses?_rsc=1x&q=a', '/en/catalogue?_rsc=1x&q=a'],
    ['/courses?_rsc=1x', '/en/courses?_rsc=1x'],
    ['/courses?__proto__=1&constructor=2', '/en/courses'],
    ['/ja/courses?q=a', '/ja/catalogue?q=a'],
    ['/instructors?cursor=abc', '/en/instructors?cursor=abc'],
  ])('%s becomes %s', (url, expected) => expect(pageOf(url)).toBe(expected))

  test('the route behind them has no address of its own', () => {
    expect(route('/catalogue?q=a')).toEqual({ redirect: '/courses?q=a', status: 307 })
    expect(route('/ja/catalogue')).toEqual({ redirect: '/ja/courses', status: 307 })
  })
})

describe('one address each', () => {
  test.each([
    ['/en', '/', 307],
    ['/en/courses?q=a', '/courses?q=a', 307],
    ['/courses/', '/courses', 308],
    ['/courses/?q=a', '/courses?q=a', 308],
  ])('%s is redirected to %s', (url, redirect, status) => expect(route(url)).toEqual({ redirect, status }))

  test.each([
    '//evil.example',
    '/\\evil.example',
    '///evil.example/',
    '/en//evil.example',
    '/\\/evil.example',
  ])('%s never leads to another host', (url) => {
    const found = route(url)
    expect(found !== null && 'redirect' in found ? found.redirect : '').toMatch(/^\/(?![/\\])/)
  })
})

test.each(['http://evil.example/', '*', '', '/%E0%A4%A'])('%j is no address', (url) =>
  expect(route(url)).toBeNull(),
)

test('the pages for problems have no address', () => {
  expect(route('/problem/not-found')).toMatchObject({ isPage: true, isHidden: true })
  expect(route('/problems')).toMatchObject({ isPage: true, isHidden: false })
})
