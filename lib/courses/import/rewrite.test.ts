import { describe, expect, test } from 'vitest'
import { rewriteMarkdown, type Resolver } from './rewrite'

const seen: unknown[] = []
const resolver: Resolver = {
  link: (address) =>
    address.includes('gone') ? null : address.startsWith('http') ? address : `lesson:id-of-${address}`,
  picture: (address) => (address.includes('gone') ? null : `/kept/${address}#4x3`),
  dropped: (tag, line) => seen.push([tag, line]),
  removed: (tag, line) => seen.push([`${tag} whole`, line]),
  embed: (address, line) => seen.push([address, line]),
}
const rewrite = (source: string) => {
  seen.length = 0
  return rewriteMarkdown(source, 1, resolver)
}

describe('addresses change and nothing else', () => {
  test.each([
    ['* a\n* [b](c.md "t")\n\n\n1)  x', '* a\n* [b](lesson:id-of-c.md "t")\n\n\n1)  x'],
    ['[**bold** `code`](a.md#part)', '[**bold** `code`](lesson:id-of-a.md#part)'],
    [
      '[away](https://e.org/a_(b)) and <https://e.org> www.e.org',
      '[away](https://e.org/a_(b)) and <https://e.org> www.e.org',
    ],
    ['[the words](gone.md) stay', 'the words stay'],
    ['[![alt](p.png)](a.md)', '[![alt](/kept/p.png#4x3)](lesson:id-of-a.md)'],
    ['[![alt](gone.png)](gone.md)', 'alt'],
    ['![a \\[b\\]](p.png "T \\"q\\"")', '![a \\[b\\]](/kept/p.png#4x3 "T \\"q\\"")'],
    ['[x](<a b.md>)', '[x](<lesson:id-of-a b.md>)'],
    ['`[x](a.md)` and\n\n    [y](a.md)', '`[x](a.md)` and\n\n    [y](a.md)'],
    ['$[x](a.md)$', '$[x](a.md)$'],
    ['[](a.md)', '[](lesson:id-of-a.md)'],
    [
      '| [a](b.md) | ![c](d.png) |\n|--|--|\n',
      '| [a](lesson:id-of-b.md) | ![c](/kept/d.png#4x3) |\n|--|--|\n',
    ],
  ])('%j', (source, expected) => {
    expect(rewrite(source)).toBe(expected)
  })

  test('references inside the folder are written out, those that lead away stay', () => {
    expect(
      rewrite('[a][x] [b][] ![c][p] [d][y]\n\n[x]: a.md "T"\n[b]: gone.md\n[p]: p.png\n[y]: https://e.org\n'),
    ).toBe('[a](lesson:id-of-a.md "T") b ![c](/kept/p.png#4x3) [d][y]\n\n\n\n\n[y]: https://e.org\n')
  })
})

describe('raw HTML', () => {
  test('links and pictures are found whatever their quotes', () => {
    expect(rewrite(`<a class='x' href='a.md'>x</a> <img width=3 src=p.png alt="q">`)).toBe(
      `<a class='x' href="lesson:id-of-a.md">x</a> <img width=3 src="/kept/p.png#4x3" alt="q">`,
    )
    expect(rewrite('<a href="gone.md">x</a> <img src="gone.png" alt="a < b">')).toBe('<a>x</a> a &lt; b')
  })

  test('what would show another site becomes a link to it', () => {
    expect(rewrite('Look:\n\n<iframe src="https://e.org/v?a=1&amp;b" title="A film"></iframe>')).toBe(
      'Look:\n\n<a href="https://e.org/v?a=1&amp;b">A film</a>',
    )
    expect(seen).toEqual([['https://e.org/v?a=1&b', 3]])
    expect(rewrite('<iframe src="javascript:alert(1)"></iframe>')).toBe('')
  })

  test('elements that are not shown are told with their line, comments are not', () => {
    rewrite(
      '<!-- <custom-tag> -->\n\n<script async>let x</script>\n\n<lesson-note level="1">\n\ntext\n\n</lesson-note>\n\n<div><p>x</p></div>',
    )
    expect(seen).toEqual([
      ['script whole', 3],
      ['lesson-note', 5],
    ])
  })
})
