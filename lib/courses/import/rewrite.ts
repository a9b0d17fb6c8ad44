import type { Definition, Html, Image, Link, Node, Parents, Root } from 'mdast'
import { visit } from 'unist-util-visit'
import { rewriteHtml } from './rewrite-html'
import { parseMarkdown } from './words'

/** What becomes of an address: another one, or null where nothing is there, so that only the words stay. */
export type Resolver = {
  link: (address: string, line: number) => string | null
  picture: (address: string, line: number) => string | null
  /** Told of every element of raw HTML of which only the words will be shown. */
  dropped: (tag: string, line: number) => void
  /** … and of which nothing will be. */
  removed: (tag: string, line: number) => void
  embed: (address: string, line: number) => void
}

type Edit = { start: number; end: number; text: string }

/**
 * A Markdown text with its addresses replaced and everything else as it was written: the changes are cut into the
 * source at the places the parser names, so no list marker or line break of the author's is touched.
 */
export function rewriteMarkdown(source: string, firstLine: number, resolver: Resolver): string {
  const tree = parseMarkdown(source)
  const definitions = definitionsOf(tree)
  const edits: Edit[] = []
  visit(tree, (node, _index, parent) => {
    const place = placeOf(node)
    if (place === null) return
    const line = place.line + firstLine - 1
    if (node.type === 'html') edits.push(editOfHtml(node, place, { line, resolver }))
    else if (node.type === 'link') edits.push(...editsOfLink(source, node, resolver.link(node.url, line)))
    else if (node.type === 'image') edits.push(editOfPicture(node, place, resolver.picture(node.url, line)))
    else if (node.type === 'linkReference' || node.type === 'imageReference') {
      const definition = definitions.get(node.identifier)
      if (definition === undefined || isElsewhere(definition.url)) return
      const asInline = { ...node, url: definition.url, title: definition.title ?? null }
      if (node.type === 'linkReference') {
        const link = { ...asInline, type: 'link', children: node.children } as Link
        edits.push(...editsOfLink(source, link, resolver.link(definition.url, line)))
      } else {
        const image = { ...asInline, type: 'image', alt: node.alt } as Image
        edits.push(editOfPicture(image, place, resolver.picture(definition.url, line)))
      }
    } else if (node.type === 'definition' && !isElsewhere(node.url) && isTopLevel(parent)) {
      edits.push({ ...place, text: '' })
    }
  })
  return apply(source, edits)
}

/** Addresses that lead out of the folder: with a scheme, or of another host. */
export function isElsewhere(address: string): boolean {
  return /^[a-z][a-z\d+.-]*:/i.test(address) || address.startsWith('//')
}

function definitionsOf(tree: Root): Map<string, Definition> {
  const found = new Map<string, Definition>()
  visit(tree, 'definition', (node) => {
    if (!found.has(node.identifier)) found.set(node.identifier, node)
  })
  return found
}

/** Only what stands before and after the words is replaced, so that what they hold can be edited on its own. */
function editsOfLink(source: string, node: Link, address: string | null): Edit[] {
  const place = placeOf(node)
  if (place === null) return []
  const isUnchanged = address === node.url && source[place.end - 1] === ')'
  // An address written as such (<https://…>, www.…) has no words of its own.
  if (isUnchanged || source[place.start] !== '[') return []
  const [first, last] = [node.children[0], node.children.at(-1)]
  const start = (first && placeOf(first)?.start) ?? place.start + 1
  const end = (last && placeOf(last)?.end) ?? start
  const after = address === null ? '' : `](${target(address, node.title)})`
  return [
    { start: place.start, end: start, text: address === null ? '' : '[' },
    { start: end, end: place.end, text: after },
  ]
}

function editOfPicture(node: Image, place: Place, address: string | null): Edit {
  const alt = (node.alt ?? '').replace(/[\\[\]]/g, '\\$&')
  const text = address === null ? alt : `![${alt}](${target(address, node.title)})`
  return { start: place.start, end: place.end, text }
}

function editOfHtml(
  node: Html,
  place: Place,
  { line, resolver }: { line: number; resolver: Resolver },
): Edit {
  return { start: place.start, end: place.end, text: rewriteHtml(node.value, line, resolver) }
}

function target(address: string, title: string | null | undefined): string {
  const written = /[\s()<>]/.test(address) ? `<${address.replace(/[<>\n]/g, encodeURIComponent)}>` : address
  return title ? `${written} "${title.replace(/["\\]/g, '\\$&')}"` : written
}

type Place = { start: number; end: number; line: number }

function placeOf(node: Node): Place | null {
  const start = node.position?.start.offset
  const end = node.position?.end.offset
  if (start === undefined || end === undefined) return null
  return { start, end, line: node.position?.start.line ?? 1 }
}

function isTopLevel(parent: Parents | undefined): boolean {
  return parent?.type === 'root'
}

function apply(source: string, edits: Edit[]): string {
  let text = ''
  let position = 0
  for (const edit of edits.sort((a, b) => a.start - b.start || a.end - b.end)) {
    if (edit.start < position) continue
    text += source.slice(position, edit.start) + edit.text
    position = edit.end
  }
  return text + source.slice(position)
}
