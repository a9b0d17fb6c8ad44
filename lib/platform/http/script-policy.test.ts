import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { emptyPolicy, hashPolicy, noncePolicy, policyForHost } from './script-policy.mjs'

const settings = { appUrl: 'https://academy.example', isDevelopment: false }
const FLIGHT_START = '(self.__next_f=self.__next_f||[]).push([0])'
const hashOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`
const scriptsOf = (policy: string) => /script-src ([^;]*)/.exec(policy)?.[1]?.split(' ') ?? []
const judge = (...scripts: string[]) =>
  hashPolicy(settings, scripts.map((text) => `<script>${text}</script>`).join(''))

test('neither form allows what is written inline by others, nor files beside the build', () => {
  for (const policy of [noncePolicy(settings), hashPolicy(settings, '').policy, emptyPolicy(settings)]) {
    expect(scriptsOf(policy)).not.toContain("'self'")
    expect(policy).not.toMatch(/script-src[^;]*unsafe/)
    expect(scriptsOf(policy)[0]).toBe('https://academy.example/_next/static/')
  }
})

test('each nonce is another', () => {
  expect(noncePolicy(settings)).not.toBe(noncePolicy(settings))
})

describe('scripts of Next are hashed', () => {
  test.each([
    FLIGHT_START,
    'requestAnimationFrame(function(){$RT=performance.now()});',
    String.raw`self.__next_f.push([1,"1:\"$Sreact.fragment\"\n"])`,
    '(globalThis["TURBOPACK"] || (globalThis["TURBOPACK"] = [])).push({"otherChunks":["static/chunks/a.js"],"runtimeModuleIds":[1]});',
    '$RC("B:0","S:0")',
    '$RX("B:1","123")',
  ])('%s', (text) => {
    const { policy, strangers } = judge(text)
    expect(strangers).toEqual([])
    expect(scriptsOf(policy)).toContain(hashOf(text))
  })
})

describe('strangers are named and stay blocked', () => {
  test.each([
    'alert(1)',
    'self.__next_f.push([1,"x"]);alert(1)',
    'self.__next_f.push([1,alert(1)])',
    'self.__next_f.push([1,"a"+alert(1)])',
    '(globalThis["TURBOPACK"] || (globalThis["TURBOPACK"] = [])).push({"a":alert(1)});',
    'alert(1);$RC("B:0","S:0")',
    '$RC("B:0",alert(1))',
    `${FLIGHT_START};alert(1)`,
    `/* */${FLIGHT_START}`,
  ])('%s', (text) => {
    const { policy, strangers } = judge(FLIGHT_START, text)
    expect(strangers).toEqual([text])
    expect(scriptsOf(policy).slice(1)).toEqual([hashOf(FLIGHT_START)])
  })
})

test('data and files of the build need no hash', () => {
  const html =
    '<script type="application/ld+json">{"@type":"Course"}</script><script src="/_next/static/a.js" async=""></script>'
  const { policy, strangers } = hashPolicy(settings, html)
  expect(strangers).toEqual([])
  expect(scriptsOf(policy)).toHaveLength(1)
})

describe('another name for the academy', () => {
  const policy = emptyPolicy(settings)

  test('the browser that uses it may load the build from there as well', () => {
    expect(scriptsOf(policyForHost(policy, settings, '192.168.1.5:3000'))).toEqual([
      'https://academy.example/_next/static/',
      '192.168.1.5:3000/_next/static/',
    ])
    expect(policyForHost(policy, settings, '[::1]:3000')).toContain(' [::1]:3000/_next/static/')
  })

  test.each(['academy.example', undefined, "x; script-src 'unsafe-inline'", 'a b', 'x/../..', "'self'"])(
    '%j adds nothing',
    (host) => expect(policyForHost(policy, settings, host)).toBe(policy),
  )
})

test('other sites may be framed only where a page asks for them, and then exactly these', () => {
  expect(noncePolicy(settings)).not.toContain('frame-src')
  const policy = noncePolicy(settings, ['https://video.example'])
  expect(policy).toContain("; frame-src 'self' https://video.example;")
  expect(policy).toContain("frame-ancestors 'none'")
})
