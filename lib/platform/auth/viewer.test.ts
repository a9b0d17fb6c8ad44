import { expect, test } from 'vitest'
import { runInRequest } from '../http/request-context.mjs'
import { viewerKey, visitor } from './viewer'

const keyFrom = (address: string | null) =>
  runInRequest({ requestId: 'r-1', address, url: '/' }, () => viewerKey(visitor()))

test('a visitor is counted by the address, and in IPv6 by the network, of which one person has all', () => {
  expect(keyFrom('198.51.100.1')).toBe('address:198.51.100.1')
  expect(keyFrom(null)).toBe('address:unknown')
  expect(keyFrom('2001:db8:0:1::1')).toBe('address:2001:db8:0:1::/64')
  expect(keyFrom('2001:0DB8:0:1:ffff:ffff:ffff:ffff')).toBe(keyFrom('2001:db8:0:1::1'))
  expect(keyFrom('2001:db8:0:2::1')).not.toBe(keyFrom('2001:db8:0:1::1'))
  expect(keyFrom('::1')).toBe('address:0:0:0:0::/64')
  expect(keyFrom('2001:db8::')).toBe('address:2001:db8:0:0::/64')
})
