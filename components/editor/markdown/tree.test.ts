import { readFileSync } from 'node:fs'
import { Fragment } from 'react'
import { jsx, jsxs } from 'react/jsx-runtime'
import { renderToStaticMarkup } from 'react-dom/server'
import { toJsxRuntime } from 'hast-util-to-jsx-runtime'
import { describe, expect, test } from 'vitest'
import { treeOf } from './tree'

const NOTES = { title: 'Footnotes', back: 'Back to the text' }
const htmlOf = async (source: string) => {
  const { root } = await treeOf(source, NOTES)
  return renderToStaticMarkup(toJsxRuntime(root, { Fragment, jsx, jsxs, tableCellAlignToStyle: false }))
}

describe('what somebody wrote cannot harm who reads it', () => {
  test.each([
    ['<script>alert(1)</script>'],
    ['<img src=x onerror=alert(1)>'],
    ['<a href="javascript:alert(1)">x</a>'],
    ['[x](javascript:alert(1))'],
    ['[x](data:text/html;base64,PHNjcmlwdD4=)'],
    ['<svg><script>alert(1)</script></svg>'],
    ['<math><mtext><style><img src onerror=alert(1)></style></mtext></math>'],
    ['<iframe src="https://evil.example"></iframe>'],
    ['<form action="https://evil.example"><input name=q><button>go</button></form>'],
    ['<p style="position:fixed;inset:0" onclick="alert(1)" class="fixed inset-0">x</p>'],
    ['<base href="https://evil.example/">'],
    ['<meta http-equiv="refresh" content="0;url=https://evil.example">'],
    ['<a href="x" tabindex="1" accesskey="s" draggable="true" target="_top">x</a>'],
    ['![x](data:image/svg+xml;base64,PHN2Zy8+)'],
    ['<object data="x"></object><embed src="x">'],
    ['<style>body{display:none}</style>'],
  ])('%s', async (source) => {
    const html = await htmlOf(source)
    expect(html).not.toMatch(
      /<(script|style|iframe|form|button|object|embed|base|meta|svg)\b|on[a-z]+=|javascript:|data:|evil\.example\/x|position|accesskey|tabindex|target=|fixed/i,
    )
  })

  test('a formula leads nowhere and loads nothing', async () => {
    const html = await htmlOf(
      '$\\href{javascript:alert(1)}{x}$ $\\includegraphics{https://evil.example/x.png}$',
    )
    expect(html).not.toMatch(/<(a|img)\b|href=|src=/)
  })

  test('no id of the text can pose as one of the page', async () => {
    const html = await htmlOf(
      '<p id="main">x</p><a name="content">y</a>\n\n# main\n\nz[^main]\n\n[^main]: note',
    )
    const ids = [...html.matchAll(/ (?:id|name)="([^"]+)"/g)].map((match) => match[1])
    expect(ids.length).toBeGreaterThan(2)
    for (const id of ids) expect(id).toMatch(/^user-content-/)
    expect(new Set(ids).size).toBe(ids.length)
  })

  test('pictures that are not ours are links, never requests', async () => {
    const html = await htmlOf('![far away](https://e.example/x.png) ![](//e.example/y.png)')
    expect(html).not.toContain('<img')
    expect(html).toContain('<a href="https://e.example/x.png">far away</a>')
  })
})

describe('headings', () => {
  test('begin at the second level, keep their distances, and can be linked to by their words', async () => {
    const html = await htmlOf(
      '### First part\n\n##### Deep\n\n[there](#first-part) [other](lesson:0123#first-part)',
    )
    expect(html).toContain('<h2 id="user-content-first-part">First part</h2>')
    expect(html).toContain('<h4 id="user-content-deep">Deep</h4>')
    expect(html).toContain('href="#user-content-first-part"')
    expect(html).toContain('href="lesson:0123#user-content-first-part"')
  })

  test('a first level of the text does not rival the page’s own', async () => {
    expect(await htmlOf('# One\n\n## Two\n\n# Three')).toMatch(/^<h2.*<h3.*<h2/s)
  })

  test('footnotes lead there and back', async () => {
    const html = await htmlOf('Text[^1]\n\n[^1]: Note')
    for (const [, target] of html.matchAll(/href="#([^"]+)"/g)) expect(html).toContain(`id="${target}"`)
    expect(html).toContain('aria-label="Back to the text 1"')
  })
})

describe('pictures', () => {
  test('alone on a line they are figures that keep their place; the line in italics under them is the caption', async () => {
    const html = await htmlOf('![A wheel](/api/uploads/public/x.svg#640x480)\n*Spokes, see `hub`*\n\nText')
    expect(html).toContain('<figure><a href="/api/uploads/public/x.svg" class="markdown-picture"><img')
    expect(html).toContain('width="640" height="480"')
    expect(html).toContain('alt="A wheel"')
    expect(html).toContain('<figcaption>Spokes, see <code>hub</code></figcaption></figure>')
  })

  test('what they show names the link that enlarges them; without words there is none', async () => {
    expect(await htmlOf('![](/api/uploads/public/x.svg#640x480)')).toContain('<figure><img')
    expect((await treeOf('![A wheel](/x.svg#640x480)', NOTES)).hasPictures).toBe(true)
    expect((await treeOf('![](/x.svg#640x480)', NOTES)).hasPictures).toBe(false)
  })

  test('within a line they stay there, and emphasis elsewhere is no caption', async () => {
    const html = await htmlOf('See ![i](/x.png#8x8) here\n\n*Not a caption*')
    expect(html).not.toContain('<figure>')
    expect(html).toContain('<p><em>Not a caption</em></p>')
  })
})

describe('formulas and money', () => {
  test.each([
    ['It costs $5, or $9 for both.', false],
    ['From $5-$10 a month', false],
    ['Costs $20,000 and $30,000', false],
    ['The area is $\\pi r^2$.', true],
    ['$$\nx^2\n$$', true],
    ['`$x$` in code', false],
    ['Price \\$5 and \\$6', false],
  ])('%s', async (source, isFormula) => {
    const { hasMaths } = await treeOf(source, { title: '', back: '' })
    expect(hasMaths).toBe(isFormula)
    if (!isFormula) expect(await htmlOf(source)).toContain(source.includes('`') ? '$x$' : '$')
  })

  test('two dollars alone on a line make a formula of its own', async () => {
    expect(await htmlOf('$$x^2$$')).toMatch(/^<span class="katex-display">/)
    expect(await htmlOf('so $$x^2$$ it is')).not.toContain('katex-display')
    expect(await htmlOf('$x^2$')).not.toContain('katex-display')
  })

  test('a formula that is wrong shows its source instead of failing the page', async () => {
    expect(await htmlOf('$\\frac{1$')).toContain('\\frac{1')
  })

  test('its styles and letters are those of the version that writes it', () => {
    const strip = (css: string) =>
      css.replace(/,url\([^)]*\.(?:woff|ttf)\) format\("(?:woff|truetype)"\)/g, '')
    const original = strip(readFileSync('node_modules/katex/dist/katex.min.css', 'utf8'))
    expect(readFileSync('public/katex/katex.min.css', 'utf8')).toBe(original)
    for (const [, file] of original.matchAll(/url\((fonts\/[^)]+)\)/g)) {
      expect(readFileSync(`public/katex/${file}`)).toEqual(readFileSync(`node_modules/katex/dist/${file}`))
    }
  })
})

describe('code', () => {
  test('known languages are coloured by classes, line breaks and words stay', async () => {
    const html = await htmlOf('```js\nconst a = "b" // c\n\nif (a) {}\n```')
    expect(html).toContain('<span class="token-keyword">const</span>')
    expect(html).not.toContain('style=')
    expect(html.replace(/<[^>]+>/g, '').replaceAll('&quot;', '"')).toBe('const a = "b" // c\n\nif (a) {}')
  })

  test('unknown languages and none are shown as they are', async () => {
    expect(await htmlOf('```brainless\na < b\n```')).toContain('<code>a &lt; b</code>')
    expect(await htmlOf('    indented')).toContain('<pre><code>indented</code></pre>')
  })

  test('no word or key of a map passes for a language', async () => {
    for (const name of ['constructor', '__proto__', 'toString']) {
      expect(await htmlOf(`\`\`\`${name}\nx\n\`\`\``)).toContain('x</code>')
    }
  })
})

test('tables, tasks, details and ruby survive', async () => {
  const html = await htmlOf(
    '| a | b |\n|:--|--:|\n| 1 | 2 |\n\n- [x] done\n\n<details><summary>S</summary>\n\n**in**\n\n</details>\n\n<ruby>漢<rt>かん</rt></ruby>',
  )
  for (const part of [
    '<th align="left">',
    '<td align="right">',
    'checked=""',
    '<strong>in</strong>',
    '<rt>',
  ]) {
    expect(html).toContain(part)
  }
})
