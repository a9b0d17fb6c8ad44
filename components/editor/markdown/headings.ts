import type { Element, Root } from 'hast'
import { visit } from 'unist-util-visit'

/** What every id of a text begins with, so that none can pose as one of the page's. */
export const ID_PREFIX = 'user-content-'

/** The page has its own h1, so the text's highest heading becomes an h2 and the others keep their distance to it. */
export function rehypeHeadingLevels() {
  return (tree: Root) => {
    const headings: Element[] = []
    visit(tree, 'element', (element) => {
      if (/^h[1-6]$/.test(element.tagName) && !isFootnoteLabel(element)) headings.push(element)
    })
    const shift = 2 - Math.min(...headings.map(levelOf))
    for (const heading of headings) heading.tagName = `h${Math.min(levelOf(heading) + shift, 6)}`
  }
}

/** Links to a heading are written without the prefix that ids of the text carry; here they get it. */
export function rehypeFragments() {
  return (tree: Root) => {
    visit(tree, 'element', (element) => {
      const { href } = element.properties
      if (element.tagName !== 'a' || typeof href !== 'string') return
      element.properties['href'] = withPrefix(href)
    })
  }
}

/** An id leads to one place: whoever wrote it again loses it. */
export function rehypeUniqueIds() {
  return (tree: Root) => {
    const seen = new Set<unknown>()
    visit(tree, 'element', ({ properties }) => {
      if (seen.has(properties['id'])) delete properties['id']
      else if (properties['id'] !== undefined) seen.add(properties['id'])
    })
  }
}

/** `#words` → `#user-content-words`; a link into another lesson gets the same on its fragment. */
function withPrefix(href: string): string {
  const cut = href.indexOf('#')
  const leadsToText = cut === 0 || href.startsWith('lesson:')
  if (cut < 0 || !leadsToText || href.startsWith(ID_PREFIX, cut + 1)) return href
  return `${href.slice(0, cut + 1)}${ID_PREFIX}${href.slice(cut + 1)}`
}

function levelOf(heading: Element): number {
  return Number(heading.tagName.slice(1))
}

function isFootnoteLabel(element: Element): boolean {
  const names = element.properties['className']
  return Array.isArray(names) && names.includes('sr-only')
}
