import type { Nodes, Properties, Root } from 'hast'
import { toHtml } from 'hast-util-to-html'
import { textOf } from './text'

declare module 'hast' {
  interface ElementData {
    /** The words of an element whose children are markup already. */
    words?: string | undefined
  }
}

/** What `Markdown` shows with more than its tag. */
const SHOWN_BY_US = ['a', 'pre', 'table', 'input', 'h2', 'h3', 'h4', 'h5', 'h6'] as const
export type ShownByUs = (typeof SHOWN_BY_US)[number]
const isShownByUs = (tagName: string) => SHOWN_BY_US.some((each) => each === tagName)

/**
 * Parts of a text that need nothing but their markup become that markup, once, when its tree is made: a page of formulas or
 * coloured code has a thousand elements, and each would cost every reader as much as one of the page's own. What is
 * shown by components stays in the tree. All of it has been sanitised before.
 */
export function rehypeMarkup() {
  return (tree: Root) => {
    for (const child of tree.children) if (settle(child)) toMarkup(child)
  }
}

/** Whether the part is plain; of one that is not, the plain parts become markup. */
function settle(node: Nodes): boolean {
  if (node.type !== 'element') return true
  const plain = node.children.filter((child) => settle(child))
  if (plain.length === node.children.length && !isShownByUs(node.tagName)) return true
  for (const child of plain) toMarkup(child)
  return false
}

/** One element with words alone costs the same either way. */
function toMarkup(node: Nodes): void {
  if (node.type !== 'element' || node.children.every(({ type }) => type !== 'element')) return
  node.data = { ...node.data, words: textOf(node) }
  node.properties['dangerouslySetInnerHTML'] = asProperty({ __html: toHtml(node.children) })
  node.children = []
}

/** A property of React's, which hast knows nothing of; `toJsxRuntime` hands it on as it is. */
function asProperty(markup: { __html: string }): Properties[string] {
  return markup as unknown as Properties[string]
}
