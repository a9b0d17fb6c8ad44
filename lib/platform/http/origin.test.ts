import { expect, test } from 'vitest'
import { env } from '../env'
import { requireSameOrigin } from './origin'

function call(method: string, headers: Record<string, string>): () => void {
  return () => requireSameOrigin(new Request('http://localhost:3000/api/x', { method, headers }))
}
const COOKIE = { cookie: 'next-auth.session-token=x' }

test.each(['POST', 'PUT', 'PATCH', 'DELETE'])(
  'a %s with a cookie passes from our own pages alone',
  (method) => {
    expect(call(method, { ...COOKIE, origin: env().APP_URL })).not.toThrow()
    expect(call(method, { ...COOKIE, 'sec-fetch-site': 'same-origin' })).not.toThrow()
    const foreign: Record<string, string>[] = [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: `${env().APP_URL}.evil.example` },
      { origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' },
      { 'sec-fetch-site': 'same-site' },
      {},
    ]
    for (const headers of foreign) {
      expect(call(method, { ...COOKIE, ...headers }), JSON.stringify(headers)).toThrow(/another site/)
    }
  },
)

test('reading, and calls without a cookie, may come from anywhere', () => {
  expect(call('GET', { ...COOKIE, origin: 'https://evil.example' })).not.toThrow()
  expect(call('POST', { origin: 'https://evil.example' })).not.toThrow()
})
