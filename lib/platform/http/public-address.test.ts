import { expect, test } from 'vitest'
import { isPublicAddress } from './public-address'

test.each(['93.184.216.34', '1.1.1.1', '2606:4700::1111', '::ffff:93.184.216.34'])('%s is public', (text) =>
  expect(isPublicAddress(text)).toBe(true),
)

test.each([
  ['this machine', ['127.0.0.1', '127.255.255.254', '::1', '0.0.0.0', '::']],
  ['private networks', ['10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', 'fc00::1', 'fd12::1']],
  ['neighbours and metadata services', ['169.254.169.254', 'fe80::1', 'fe80::1%eth0', 'fd00:ec2::254']],
  [
    'shared and reserved ones',
    ['100.64.0.1', '192.0.2.1', '198.18.0.1', '203.0.113.9', '240.0.0.1', '2001:db8::1'],
  ],
  ['many at once', ['224.0.0.1', '255.255.255.255', 'ff02::1']],
  ['IPv4 in the dress of IPv6', ['::ffff:127.0.0.1', '::ffff:a00:1', '::127.0.0.1', '::ffff:0:10.0.0.1']],
  ['ways through translators', ['64:ff9b::7f00:1', '64:ff9b:1::a00:1', '2002:7f00:1::', '2001:0:7f00:1::']],
  ['what no address is', ['', 'localhost', '127.0.0.1.example', '300.1.1.1', 'fe80']],
])('%s are not public', (_what, addresses) => {
  for (const text of addresses) expect([text, isPublicAddress(text)]).toEqual([text, false])
})
