import 'server-only'
import type { Element, ElementContent, Root } from 'hast'
import { toHtml } from 'hast-util-to-html'
import { SKIP, visit } from 'unist-util-visit'
import { getTranslations } from '@/i18n/texts'
import { makeTree } from './tree'

/** A text as `Markdown` shows it, as HTML: safe, and without what needs a page of its own (ids, ways to its sections). */
export async function previewOf(source: string): Promise<{ html: string; hasMaths: boolean }> {
  const t = await getTranslations('learning.markdown')
  const { root, hasMaths } = await makeTree(source, { title: t('footnotes'), back: t('backToText') })
  plain(root)
  return { html: toHtml(root, { allowDangerousHtml: true }), hasMaths }
}

/** Ids would meet those of the page around; a link within the text, or to a lesson, leads nowhere from here. */
function plain(root: Root): void {
  visit(root, 'element', (element) => {
    const { properties } = element
    delete properties['id']
    spellOut(element)
    const href = properties['href']
    if (typeof href !== 'string') return
    if (/^(#|lesson:)/.test(href)) delete properties['href']
    if (/^https?:/.test(href)) Object.assign(properties, AWAY)
  })
  visit(root, 'element', (element, index, parent) => {
    const around = CLASS_AROUND[element.tagName]
    if (around === undefined || parent === undefined || index === undefined) return undefined
    parent.children[index] = wrapped(element, around)
    return SKIP
  })
}

const AWAY = { target: '_blank', rel: 'noopener noreferrer nofollow ugc' }
/** What stands around these parts where they are shown by components. */
const CLASS_AROUND: Readonly<Record<string, string>> = {
  pre: 'markdown-code',
  table: 'markdown-table',
  h2: 'markdown-heading',
  h3: 'markdown-heading',
  h4: 'markdown-heading',
  h5: 'markdown-heading',
  h6: 'markdown-heading',
}

function wrapped(element: Element, className: string): Element {
  return { type: 'element', tagName: 'div', properties: { className: [className] }, children: [element] }
}

/** Parts that the tree holds as markup already become that markup. */
function spellOut(element: Element): void {
  const markup = element.properties['dangerouslySetInnerHTML'] as unknown as { __html: string } | undefined
  if (markup === undefined) return
  delete element.properties['dangerouslySetInnerHTML']
  element.children = [{ type: 'raw', value: markup.__html } as unknown as ElementContent]
}
