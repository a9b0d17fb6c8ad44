import { IncomingMessage } from 'node:http'
import { Socket } from 'node:net'
import { expect, test } from 'vitest'
import { keepOnlyOurHeaders } from './own-headers.mjs'

function requestWith(headers: Record<string, string>): IncomingMessage {
  return Object.assign(new IncomingMessage(new Socket()), { headers })
}

test('what only the server may say is taken from the client', () => {
  const request = requestWith({
    'content-security-policy': "script-src 'nonce-evil'",
    'content-security-policy-report-only': "script-src 'nonce-evil'",
    'x-nonce': 'evil',
    'x-real-ip': '1.2.3.4',
    forwarded: 'for=1.2.3.4',
    'x-middleware-subrequest': 'middleware',
    'x-invoke-path': '/admin',
    'x-next-intl-locale': 'xx',
    'x-nextjs-rewritten-path': '/admin',
    'x-prerender-revalidate': 'secret',
    'x-matched-path': '/admin',
    'next-resume': '1',
    accept: 'text/html',
    rsc: '1',
    'next-router-state-tree': 'tree',
  })
  const requestId = keepOnlyOurHeaders(request, { isBehindProxy: false })
  expect(request.headers).toEqual({
    accept: 'text/html',
    rsc: '1',
    'next-router-state-tree': 'tree',
    'x-request-id': requestId,
  })
})

test('headers of a proxy count only behind one', () => {
  const sent = {
    'x-forwarded-for': '1.1.1.1',
    'x-forwarded-host': 'evil.example',
    'x-forwarded-proto': 'https',
    'x-request-id': 'from-the-proxy-1',
  }
  const direct = requestWith({ ...sent })
  expect(keepOnlyOurHeaders(direct, { isBehindProxy: false })).not.toBe('from-the-proxy-1')
  expect(Object.keys(direct.headers)).toEqual(['x-request-id'])

  const proxied = requestWith({ ...sent })
  expect(keepOnlyOurHeaders(proxied, { isBehindProxy: true })).toBe('from-the-proxy-1')
  expect(proxied.headers).toMatchObject({ 'x-forwarded-host': 'evil.example' })
})

test('a request id that is no id is replaced', () => {
  const request = requestWith({ 'x-request-id': 'a b\n<script>' })
  expect(keepOnlyOurHeaders(request, { isBehindProxy: true })).toMatch(/^[\da-f-]{36}$/)
})
