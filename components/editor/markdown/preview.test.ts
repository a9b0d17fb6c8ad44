import { describe, expect, test, vi } from 'vitest'

vi.mock('@/i18n/texts', () => ({ getTranslations: async () => (key: string) => key }))
const { previewOf } = await import('./preview')

describe('a text while it is written', () => {
  test('is as safe as for its readers', async () => {
    const { html } = await previewOf(
      '<script>alert(1)</script><img src=x onerror=alert(1)>\n\n[x](javascript:alert(1))\n\n<iframe src="https://evil.example"></iframe>',
    )
    expect(html).not.toMatch(/<(script|iframe)|onerror|javascript:/i)
  })

  test('shows headings, tables, code, pictures and formulas', async () => {
    const { html, hasMaths } = await previewOf(
      '## Light\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n\n```js\nconst a = 1\n```\n\n![A lamp](/api/uploads/public/x.png#10x20)\n\n$a^2$',
    )
    expect(html).toContain('<div class="markdown-heading"><h2')
    expect(html).toContain('<div class="markdown-table"><table>')
    expect(html).toMatch(/<div class="markdown-code"><pre[^>]*>.*const/s)
    expect(html).toContain('alt="A lamp"')
    expect(html).toContain('class="katex"')
    expect(hasMaths).toBe(true)
  })

  test('has no ids that could meet those of its page, and leads to no lesson', async () => {
    const { html } = await previewOf(
      '## Light\n\n[there](lesson:0123456789abcdef01234567) [up](#light)\n\nNote[^1]\n\n[^1]: Here.',
    )
    expect(html).not.toMatch(/\bid=|href="(#|lesson:)/)
    expect(html).toContain('there')
  })
})
