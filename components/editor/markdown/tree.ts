import { createHash } from 'node:crypto'
import type { Root } from 'hast'
import rehypeKatex from 'rehype-katex'
import rehypeRaw from 'rehype-raw'
import rehypeSanitize from 'rehype-sanitize'
import rehypeSlug from 'rehype-slug'
import remarkGfm from 'remark-gfm'
import remarkMath from 'remark-math'
import remarkParse from 'remark-parse'
import remarkRehype from 'remark-rehype'
import { unified } from 'unified'
import { visit } from 'unist-util-visit'
import { rehypeCode } from './code'
import { rehypeFigures } from './figures'
import { rehypeMarkup } from './markup'
import { ID_PREFIX, rehypeFragments, rehypeHeadingLevels, rehypeUniqueIds } from './headings'
import { PICTURE_CLASS } from './picture-class'
import { remarkLoneFormulas, remarkMoney } from './formulas'
import { processWide } from '@/lib/platform/process-wide'
import { SAFE_HTML } from '@/lib/utils/safe-html'

export type FootnoteWords = { title: string; back: string }
export type MarkdownTree = { root: Root; hasMaths: boolean; hasPictures: boolean }

/** Of all kept sources together; their trees take some 75 bytes for each, so 50 MB in all. */
const KEPT_CHARACTERS = 700_000

type Kept = { tree: Promise<MarkdownTree>; length: number }

/**
 * Colouring and formulas cost some milliseconds, the same for every reader: the last trees are kept, by their source, once
 * for all routes.
 */
const kept = processWide('markdownTrees', () => ({ trees: new Map<string, Kept>(), length: 0 }))

/** Turns Markdown (GFM, maths, highlighted code, safe HTML) into a tree that may be shown as it is. */
export function treeOf(source: string, footnotes: FootnoteWords): Promise<MarkdownTree> {
  const key = createHash('sha1').update(`${footnotes.title}\n${footnotes.back}\n${source}`).digest('base64')
  const tree = kept.trees.get(key)?.tree ?? makeTree(source, footnotes)
  forget(key)
  kept.trees.set(key, { tree, length: source.length })
  kept.length += source.length
  for (const oldest of kept.trees.keys()) {
    if (kept.length <= KEPT_CHARACTERS) break
    forget(oldest)
  }
  tree.catch(() => forget(key))
  return tree
}

function forget(key: string): void {
  kept.length -= kept.trees.get(key)?.length ?? 0
  kept.trees.delete(key)
}

/** The same, kept for nobody: for a text that changes with every letter. */
export async function makeTree(source: string, footnotes: FootnoteWords): Promise<MarkdownTree> {
  const processor = unified()
    .use(remarkParse)
    .use(remarkGfm)
    .use(remarkMath)
    .use(remarkMoney)
    .use(remarkLoneFormulas)
    .use(remarkRehype, {
      allowDangerousHtml: true,
      clobberPrefix: '',
      footnoteLabel: footnotes.title,
      footnoteBackLabel: (index: number) => `${footnotes.back} ${index + 1}`,
    })
    .use(rehypeRaw)
    // Here every id gets its prefix, those of footnotes too.
    .use(rehypeSanitize, SAFE_HTML)
    .use(rehypeHeadingLevels)
    .use(rehypeSlug, { prefix: ID_PREFIX })
    .use(rehypeUniqueIds)
    .use(rehypeFragments)
    .use(rehypeFigures)
    .use(rehypeKatex, {
      output: 'htmlAndMathml',
      strict: 'ignore',
      errorColor: 'var(--danger)',
      maxExpand: 1_000,
      maxSize: 20,
    })
    .use(rehypeCode)
  const root = await processor.run(processor.parse(source), source)
  const found = { hasMaths: holds(root, 'katex'), hasPictures: holds(root, PICTURE_CLASS) }
  rehypeMarkup()(root)
  return { root, ...found }
}

function holds(root: Root, className: string): boolean {
  let found = false
  visit(root, 'element', (element) => {
    const names = element.properties['className']
    found ||= Array.isArray(names) && names.includes(className)
  })
  return found
}
