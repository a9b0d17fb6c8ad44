import { expect, test } from 'vitest'
import { clientAddress } from './client-address.mjs'

const from = (socketAddress: string | undefined, forwardedFor: string | string[] | undefined, hops: number) =>
  clientAddress({ socketAddress, forwardedFor, hops })

test('without a trusted proxy the header is not believed', () => {
  expect(from('203.0.113.9', '198.51.100.1', 0)).toBe('203.0.113.9')
})

test('what a client writes before our own proxies is not believed', () => {
  expect(from('10.0.0.1', '6.6.6.6, 198.51.100.1', 1)).toBe('198.51.100.1')
  expect(from('10.0.0.1', ['6.6.6.6', '198.51.100.1, 10.0.0.2'], 2)).toBe('198.51.100.1')
})

test('somebody who went round the proxy is known by the socket', () => {
  expect(from('203.0.113.9', undefined, 1)).toBe('203.0.113.9')
  expect(from('203.0.113.9', '198.51.100.1', 2)).toBe('203.0.113.9')
})

test('an entry that is no address is never taken for one', () => {
  expect(from('::ffff:203.0.113.9', '<script>', 1)).toBe('203.0.113.9')
  expect(from('[2001:db8::1]', undefined, 0)).toBe('2001:db8::1')
  expect(from(undefined, undefined, 0)).toBeNull()
})

test('an entry that cannot be read does not make another one count', () => {
  expect(from('10.0.0.1', '6.6.6.6, unknown', 1)).toBe('10.0.0.1')
})

test('the port that some proxies write is no part of the address', () => {
  expect(from('10.0.0.1', '198.51.100.1:40312', 1)).toBe('198.51.100.1')
  expect(from('10.0.0.1', '[2001:db8::1]:40312', 1)).toBe('2001:db8::1')
})
