import { getTranslations } from '@/i18n/texts'
import type { Element } from 'hast'
import { visit } from 'unist-util-visit'
import { cn } from '@/lib/utils/cn'
import { textOf } from './markdown/text'
import { treeOf } from './markdown/tree'

type Heading = { id: string; title: string; isBelow: boolean }

/** Fewer sections are seen at a glance. */
const FEWEST = 3
const MOST = 60

/** The headings of a text, to be listed beside it; none where there are too few to need a list. */
export async function contentsOf(source: string): Promise<Heading[]> {
  const t = await getTranslations('learning.markdown')
  const { root } = await treeOf(source, { title: t('footnotes'), back: t('backToText') })
  const headings: Heading[] = []
  visit(root, 'element', (element) => {
    if (!isListed(element)) return
    headings.push({
      id: String(element.properties['id']),
      title: textOf(element).trim(),
      isBelow: element.tagName === 'h3',
    })
  })
  return headings.length < FEWEST ? [] : headings.slice(0, MOST)
}

function isListed({ tagName, properties }: Element): boolean {
  const names = properties['className']
  const isHidden = Array.isArray(names) && names.includes('sr-only')
  return (tagName === 'h2' || tagName === 'h3') && typeof properties['id'] === 'string' && !isHidden
}

interface ContentsListProps {
  headings: readonly Heading[]
  lang: string | undefined
  dir: 'ltr' | 'rtl' | undefined
}

export function ContentsList({ headings, lang, dir }: ContentsListProps) {
  return (
    <ol lang={lang} dir={dir} className="border-s border-line text-sm">
      {headings.map(({ id, title, isBelow }) => (
        <li key={id}>
          <a
            href={`#${id}`}
            className={cn(
              '-ms-px block border-s border-transparent py-2 wrap-anywhere text-muted transition-colors hover:border-line-strong hover:text-ink pointer-fine:py-1',
              isBelow ? 'ps-7' : 'ps-3',
            )}
          >
            {title}
          </a>
        </li>
      ))}
    </ol>
  )
}
