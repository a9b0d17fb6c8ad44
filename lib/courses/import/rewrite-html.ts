import { SAFE_HTML } from '@/lib/utils/safe-html'
import type { Resolver } from './rewrite'

const EMBED = /<(iframe|video|audio|embed|object)\b([^>]*)>(?:[\s\S]*?<\/\1\s*>)?/gi
const TAG = /<([a-z][\w-]*)\b((?:[^>"']|"[^"]*"|'[^']*')*)>/gi
const SHOWN = new Set(SAFE_HTML.tagNames)
const REMOVED = new Set(SAFE_HTML.strip)
/** Their words are shown; that the element itself is gone changes nothing a reader sees. */
const HARMLESS = new Set([
  'p',
  'center',
  'font',
  'main',
  'article',
  'header',
  'footer',
  'nav',
  'label',
  'big',
  'nobr',
])

/**
 * The addresses of raw HTML, replaced like those of Markdown. What would show another site becomes a link to it; other
 * elements that the reader will not see are reported, once a tag.
 */
export function rewriteHtml(html: string, line: number, resolver: Resolver): string {
  const lineAt = (offset: number) => line + (html.slice(0, offset).match(/\n/g)?.length ?? 0)
  const plain = html.replace(/<!--[\s\S]*?-->/g, (comment) => comment.replace(/[^\n]/g, ''))
  const linked = replaceAll(plain, EMBED, ({ groups: [, attributes], offset }) => {
    const address = attributeOf(attributes, 'src') ?? attributeOf(attributes, 'data')
    resolver.embed(address ?? '', lineAt(offset))
    if (address === null || !/^https?:\/\//i.test(address)) return ''
    const words = attributeOf(attributes, 'title') ?? address
    return `<a href="${escapeAttribute(address)}">${escapeText(words)}</a>`
  })
  return replaceAll(linked, TAG, ({ whole, groups: [tag, attributes], offset }) => {
    const name = tag.toLowerCase()
    if (name === 'a')
      return replaceAttribute(whole, 'href', (address) => resolver.link(address, lineAt(offset)))
    if (name === 'img') return rewriteImage(whole, attributes, { line: lineAt(offset), resolver })
    if (REMOVED.has(name)) resolver.removed(name, lineAt(offset))
    else if (!SHOWN.has(name) && !HARMLESS.has(name)) resolver.dropped(name, lineAt(offset))
    return whole
  })
}

type Found = { whole: string; groups: [string, string]; offset: number }

function replaceAll(text: string, pattern: RegExp, replace: (found: Found) => string): string {
  let result = ''
  let position = 0
  for (const match of text.matchAll(pattern)) {
    result += text.slice(position, match.index)
    result += replace({ whole: match[0], groups: [match[1] ?? '', match[2] ?? ''], offset: match.index })
    position = match.index + match[0].length
  }
  return result + text.slice(position)
}

function rewriteImage(
  whole: string,
  attributes: string,
  { line, resolver }: { line: number; resolver: Resolver },
): string {
  const source = attributeOf(attributes, 'src')
  if (source === null) return ''
  const address = resolver.picture(source, line)
  if (address === null) return escapeText(attributeOf(attributes, 'alt') ?? '')
  return replaceAttribute(whole, 'src', () => address)
}

function replaceAttribute(tag: string, name: string, replace: (value: string) => string | null): string {
  const given = attributeOf(tag, name)
  if (given === null) return tag
  const value = replace(given)
  return tag.replace(pattern(name), () => (value === null ? '' : ` ${name}="${escapeAttribute(value)}"`))
}

function attributeOf(attributes: string, name: string): string | null {
  const match = pattern(name).exec(attributes)
  return match === null ? null : unescape(match[1] ?? match[2] ?? match[3] ?? '')
}

function pattern(name: string): RegExp {
  return new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, 'i')
}

function unescape(value: string): string {
  return value.replaceAll('&amp;', '&').replaceAll('&quot;', '"').replaceAll('&#39;', "'").trim()
}

function escapeAttribute(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('"', '&quot;')
}

function escapeText(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}
