import { describe, expect, test } from 'vitest'
import type { Element, Root } from 'hast'
import { visit } from 'unist-util-visit'
import { textOf } from './text'
import { treeOf } from './tree'

const elementsOf = (root: Root) => {
  const found: Element[] = []
  visit(root, 'element', (element) => {
    found.push(element)
  })
  return found
}
const rootOf = async (source: string) => (await treeOf(source, { title: 'Notes', back: 'Back' })).root

describe('a text is rendered by as few elements as it needs', () => {
  test('formulas, lists and emphasis are one element each', async () => {
    const root = await rootOf('$$\\frac{1}{2}$$\n\n- one *two* **three**\n- four\n\nfive `six`')
    expect(elementsOf(root).map(({ tagName }) => tagName)).toEqual(['span', 'ul', 'p'])
  })

  test('links, code, tables and headings stay elements, wherever they stand', async () => {
    const root = await rootOf('## H *i*\n\n- [x](/x) *y*\n\n```js\nconst a = 1\n```\n\n| a |\n| - |\n| *b* |')
    const names = elementsOf(root).map(({ tagName }) => tagName)
    for (const name of ['h2', 'a', 'pre', 'table']) expect(names).toContain(name)
    for (const name of ['td', 'i']) expect(names).not.toContain(name)
  })

  test('the words of a part that became markup are still known', async () => {
    const root = await rootOf('## About $x^2$\n\n```js\nconst a = "<b>" // & so on\n```')
    const [heading, block] = elementsOf(root).filter(({ tagName }) => tagName === 'h2' || tagName === 'pre')
    expect(heading && textOf(heading)).toMatch(/^About x/)
    expect(block && textOf(block)).toBe('const a = "<b>" // & so on')
  })
})
