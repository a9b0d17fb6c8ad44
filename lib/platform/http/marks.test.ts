import { describe, expect, test } from 'vitest'
import { markedTag, marksOf, withMarks } from './marks.mjs'

describe('cookies', () => {
  test.each([
    [undefined, ''],
    ['a=b', ''],
    ['theme=dark', ' data-theme="dark"'],
    ['a=b; theme=light; c=d', ' data-theme="light"'],
    ['theme=dark"><script>', ''],
    ['xtheme=dark', ''],
    ['next-auth.session-token=abc', ' data-signed-in=""'],
    ['__Secure-next-auth.session-token=abc; theme=dark', ' data-theme="dark" data-signed-in=""'],
    ['next-auth.session-token=', ''],
  ])('%j', (cookies, attributes) => expect(marksOf(cookies).attributes).toBe(attributes))
})

test('each look of a document has an ETag of its own', () => {
  const looks = [
    undefined,
    'theme=dark',
    'theme=light',
    'next-auth.session-token=a',
    'theme=dark; next-auth.session-token=a',
  ]
  const tags = looks.map((cookies) => markedTag('W/"abc"', marksOf(cookies)))
  expect(new Set(tags).size).toBe(looks.length)
  expect(tags[0]).toBe('W/"abc"')
})

test('only the first <html> is marked', () => {
  expect(withMarks('<!DOCTYPE html><html lang="en"><p>&lt;html', marksOf('theme=dark'))).toBe(
    '<!DOCTYPE html><html data-theme="dark" lang="en"><p>&lt;html',
  )
})
