import { expect, test } from 'vitest'
import { acceptsGzip, hasSame, isCompressible } from './conditional.mjs'

test.each([
  ['W/"a"', true],
  ['"a"', true],
  ['"b", W/"a"', true],
  ['*', true],
  ['"b"', false],
  ['W/"a-d"', false],
  [undefined, false],
])('If-None-Match %j', (header, expected) => expect(hasSame(header, 'W/"a"')).toBe(expected))

test.each([
  ['gzip', true],
  ['br, gzip;q=0.8', true],
  ['deflate, GZIP', true],
  ['*', true],
  ['gzip;q=0', false],
  ['gzip; q=0.0, br', false],
  ['br', false],
  ['xgzip', false],
  [undefined, false],
])('Accept-Encoding %j', (header, expected) => expect(acceptsGzip(header)).toBe(expected))

test.each([
  ['text/html; charset=utf-8', true],
  ['text/x-component', true],
  ['application/problem+json', true],
  ['image/svg+xml', true],
  ['text/event-stream', false],
  ['video/mp4', false],
  ['application/octet-stream', false],
  [undefined, false],
])('%j is worth compressing: %s', (type, expected) => expect(isCompressible(type)).toBe(expected))
