import { expect, test } from 'vitest'
import { securityHeaders } from './security-headers.mjs'

test('only an academy on https tells browsers to insist on https', () => {
  expect(securityHeaders({ appUrl: 'https://academy.example' })['strict-transport-security']).toMatch(
    /max-age=31536000/,
  )
  expect(securityHeaders({ appUrl: 'http://localhost:3000' })['strict-transport-security']).toBeUndefined()
})

test('no answer may be framed or sniffed', () => {
  expect(securityHeaders({ appUrl: 'http://localhost:3000' })).toMatchObject({
    'x-frame-options': 'DENY',
    'x-content-type-options': 'nosniff',
  })
})
