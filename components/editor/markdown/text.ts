import type { ElementContent, Root, RootContent } from 'hast'

type Node = Root | RootContent | ElementContent

/** The words of a piece of the tree. */
export function textOf(node: Node): string {
  if (node.type === 'text') return node.value
  if (node.type === 'element' && node.data?.words !== undefined) return node.data.words
  return 'children' in node ? node.children.map(textOf).join('') : ''
}

/** Whether it is only space between other things. */
export function isBlank(node: Node): boolean {
  return node.type === 'comment' || (node.type === 'text' && node.value.trim() === '')
}
