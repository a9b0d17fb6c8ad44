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
import { ID_PREFIX, rehypeFragments, rehypeHeadingLevels, rehypeUniqueIds } from './headings'
import { remarkLoneFormulas, remarkMoney } from './formulas'
import { SAFE_HTML } from '@/lib/utils/safe-html'

export type FootnoteWords = { title: string; back: string }
export type MarkdownTree = { root: Root; hasMaths: boolean }

const KEPT_TREES = 300
/** Colouring and formulas cost some milliseconds, the same for every reader: the last trees are kept, by their source. */
const trees = new Map<string, Promise<MarkdownTree>>()

/** Turns Markdown (GFM, maths, highlighted code, safe HTML) into a tree that may be shown as it is. */
export function treeOf(source: string, footnotes: FootnoteWords): Promise<MarkdownTree> {
  const key = createHash('sha1').update(`${footnotes.title}\n${footnotes.back}\n${source}`).digest('base64')
  const tree = trees.get(key) ?? makeTree(source, footnotes)
  trees.delete(key)
  trees.set(key, tree)
  const [oldest] = trees.keys()
  if (trees.size > KEPT_TREES && oldest !== undefined) trees.delete(oldest)
  tree.catch(() => trees.delete(key))
  return tree
}

async function makeTree(source: string, footnotes: FootnoteWords): Promise<MarkdownTree> {
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
  return { root, hasMaths: holdsMaths(root) }
}

function holdsMaths(root: Root): boolean {
  let found = false
  visit(root, 'element', (element) => {
    const names = element.properties['className']
    found ||= Array.isArray(names) && names.includes('katex')
  })
  return found
}
