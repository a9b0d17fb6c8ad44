import type { Element, ElementContent, Root } from 'hast'
import { bundledLanguages, codeToHast, createCssVariablesTheme, isSpecialLang } from 'shiki'
import { visit } from 'unist-util-visit'
import { textOf } from './text'

const THEME = createCssVariablesTheme({ name: 'academy', variablePrefix: '--token-', fontStyle: true })
/** Longer code is shown as it is: colouring it costs more than it helps. */
const LONGEST = 60_000

/** Colours code blocks whose language is known. Words get classes, not styles, so the theme's colours apply. */
export function rehypeCode() {
  return async (tree: Root) => {
    const blocks: { pre: Element; code: Element }[] = []
    visit(tree, 'element', (pre) => {
      const code = pre.children.find((child) => child.type === 'element' && child.tagName === 'code')
      if (pre.tagName === 'pre' && code?.type === 'element') blocks.push({ pre, code })
    })
    await Promise.all(blocks.map(colour))
  }
}

async function colour({ pre, code }: { pre: Element; code: Element }): Promise<void> {
  const written = languageOf(code)
  const text = textOf(code).replace(/\n$/, '')
  pre.properties = written === '' ? {} : { dataLanguage: written }
  code.properties = {}
  code.children = [{ type: 'text', value: text }]
  const lang = written.toLowerCase()
  if (!Object.hasOwn(bundledLanguages, lang) || isSpecialLang(lang) || text.length > LONGEST) return
  const tree = await codeToHast(text, { lang, theme: THEME })
  const coloured = findCode(tree)
  if (coloured !== undefined) code.children = coloured.children.flatMap(toPlainSpans)
}

function languageOf(code: Element): string {
  const names = code.properties['className']
  const name = Array.isArray(names)
    ? names.map(String).find((each) => each.startsWith('language-'))
    : undefined
  return name?.slice('language-'.length) ?? ''
}

function findCode(tree: Root): Element | undefined {
  let found: Element | undefined
  visit(tree, 'element', (element) => {
    if (element.tagName === 'code') found = element
  })
  return found
}

/** A line's words without the wrapper of the line, each as bare text or a span with the class of its colour. */
function toPlainSpans(node: ElementContent): ElementContent[] {
  if (node.type !== 'element') return [node]
  return node.children.map((word) => {
    if (word.type !== 'element') return word
    const name = /--token-(?:token-)?([a-z-]+)/.exec(String(word.properties['style'] ?? ''))?.[1]
    const isPlain = name === undefined || name === 'foreground'
    const text: ElementContent = { type: 'text', value: textOf(word) }
    return isPlain ? text : { ...word, properties: { className: [`token-${name}`] }, children: [text] }
  })
}
