import type { Element, ElementContent, Root } from 'hast'
import { visit } from 'unist-util-visit'
import { PICTURE_CLASS } from './picture-class'
import { isBlank } from './text'

const SIZE = /#(\d{1,5})x(\d{1,5})$/

/**
 * A picture that stands alone becomes a figure. Its caption is the line in *italics* right under it, or its title.
 * Pictures of ours carry their size behind the address, so that their place is kept while they load; others are not
 * ours to load, so a link leads to them.
 */
export function rehypeFigures() {
  return (tree: Root) => {
    visit(tree, 'element', (element, index, parent) => {
      if (element.tagName === 'img') fitPicture(element)
      if (element.tagName !== 'p' || index === undefined || parent === undefined) return
      const figure = figureOf(element)
      if (figure !== null) parent.children.splice(index, 1, figure)
    })
    visit(tree, 'element', (element) => {
      if (element.tagName === 'img' && !isOurs(element)) becomeLink(element)
    })
  }
}

function figureOf(paragraph: Element): Element | null {
  const [picture, ...rest] = paragraph.children.filter((child) => !isBlank(child) && !isBreak(child))
  if (picture?.type !== 'element' || picture.tagName !== 'img' || rest.length > 1) return null
  const [line] = rest
  if (line !== undefined && !(line.type === 'element' && line.tagName === 'em')) return null
  if (SIZE.test(String(picture.properties['src'])) === false && !isOurs(picture)) return null
  const title = picture.properties['title']
  const caption: ElementContent[] =
    line?.type === 'element'
      ? line.children
      : typeof title === 'string'
        ? [{ type: 'text', value: title }]
        : []
  delete picture.properties['title']
  return element('figure', [
    enlargeable(picture),
    ...(caption.length > 0 ? [element('figcaption', caption)] : []),
  ])
}

/** Only a picture that says what it shows gives its link a name. */
function enlargeable(picture: Element): Element {
  const { src, alt } = picture.properties
  if (!isOurs(picture) || typeof src !== 'string' || typeof alt !== 'string' || alt.trim() === '')
    return picture
  const link = element('a', [picture])
  link.properties = { href: src.replace(SIZE, ''), className: [PICTURE_CLASS] }
  return link
}

function fitPicture(picture: Element): void {
  const size = SIZE.exec(String(picture.properties['src'] ?? ''))
  if (size !== null) {
    picture.properties['width'] = Number(size[1])
    picture.properties['height'] = Number(size[2])
  }
  picture.properties['alt'] ??= ''
  picture.properties['loading'] = 'lazy'
  picture.properties['decoding'] = 'async'
}

/** Pictures live at addresses of our own; the script policy lets no other load. */
function isOurs(picture: Element): boolean {
  const source = picture.properties['src']
  return typeof source === 'string' && source.startsWith('/') && !source.startsWith('//')
}

function becomeLink(picture: Element): void {
  const { src, alt } = picture.properties
  const words = typeof alt === 'string' && alt.trim() !== '' ? alt : String(src ?? '')
  picture.tagName = typeof src === 'string' ? 'a' : 'span'
  picture.properties = typeof src === 'string' ? { href: src } : {}
  picture.children = [{ type: 'text', value: words }]
}

function isBreak(node: ElementContent): boolean {
  return node.type === 'element' && node.tagName === 'br'
}

function element(tagName: string, children: ElementContent[]): Element {
  return { type: 'element', tagName, properties: {}, children }
}
