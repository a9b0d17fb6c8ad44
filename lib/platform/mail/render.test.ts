import { expect, test } from 'vitest'
import { renderMail } from './render'

const LETTER = {
  subject: 'Your code',
  heading: 'Hello <b>Ada</b>',
  paragraphs: ['Type this & nothing else.'],
  code: '123456',
  action: { label: 'Open', url: 'https://academy.example/verify?a=1&b="2"' },
  footer: 'You get this because you registered.',
  locale: 'en',
}

test('text and HTML say the same, and nothing a person wrote becomes markup', () => {
  const { text, html } = renderMail(LETTER)
  for (const part of ['123456', 'You get this because you registered.']) {
    expect(text).toContain(part)
    expect(html).toContain(part)
  }
  expect(text).toContain('https://academy.example/verify?a=1&b="2"')
  expect(html).toContain('Hello &lt;b&gt;Ada&lt;/b&gt;')
  expect(html).toContain('href="https://academy.example/verify?a=1&amp;b=&quot;2&quot;"')
})

test('a link that is no whole web address is refused', () => {
  const letter = { ...LETTER, action: { label: 'Open', url: 'javascript:alert(1)' } }
  expect(() => renderMail(letter)).toThrow(TypeError)
})

test('the ways to stop such letters stand below the rule, as links, and are whole addresses', () => {
  const footerLinks = [{ label: 'Stop & go', url: 'https://academy.example/unsubscribe?token=a.b' }]
  const { text, html } = renderMail({ ...LETTER, footerLinks })
  expect(text.split('-- \n')[1]).toContain('Stop & go: https://academy.example/unsubscribe?token=a.b')
  expect(html).toMatch(
    /<a href="https:\/\/academy\.example\/unsubscribe\?token=a\.b"[^>]*>Stop &amp; go<\/a>/,
  )
  expect(() => renderMail({ ...LETTER, footerLinks: [{ label: 'x', url: '/x' }] })).toThrow(TypeError)
})
