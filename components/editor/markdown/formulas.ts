import type { Root } from 'mdast'
import type {} from 'remark-math'
import { visit } from 'unist-util-visit'

/**
 * “It costs $5, or $9 for both” holds no formula. Between single dollars there is one only where no space stands inside
 * them and no digit follows (Pandoc's rule); anything else is given back as it was written.
 */
export function remarkMoney() {
  return (tree: Root, file: { toString(): string }) => {
    const source = String(file)
    visit(tree, 'inlineMath', (node, index, parent) => {
      const start = node.position?.start.offset
      const end = node.position?.end.offset
      if (start === undefined || end === undefined || index === undefined || parent === undefined) return
      const written = source.slice(start, end)
      const isFormula =
        written.startsWith('$$') || (/^\$\S(?:.*\S)?\$$/s.test(written) && !/\d/.test(source[end] ?? ''))
      if (!isFormula) parent.children.splice(index, 1, { type: 'text', value: written })
    })
  }
}

/** `$$…$$` alone on its line is a formula of its own, as authors mean it, not one inside a paragraph. */
export function remarkLoneFormulas() {
  return (tree: Root, file: { toString(): string }) => {
    const source = String(file)
    visit(tree, 'paragraph', (paragraph, index, parent) => {
      const [only] = paragraph.children
      const isAlone = paragraph.children.length === 1 && only?.type === 'inlineMath'
      if (!isAlone || index === undefined || parent === undefined) return
      if (!source.startsWith('$$', only.position?.start.offset)) return
      const code = { type: 'text' as const, value: only.value }
      const properties = { className: ['language-math', 'math-display'] }
      parent.children[index] = {
        type: 'math',
        value: only.value,
        data: {
          hName: 'pre',
          hChildren: [{ type: 'element', tagName: 'code', properties, children: [code] }],
        },
      }
    })
  }
}
