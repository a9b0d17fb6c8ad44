import { Fragment, type ComponentProps, type ReactNode } from 'react'
import { jsx, jsxs } from 'react/jsx-runtime'
import { toJsxRuntime, type Components } from 'hast-util-to-jsx-runtime'
import { getTranslations } from '@/i18n/texts'
import { CopyButton } from '@/components/ui/copy-button'
import { Icon } from '@/components/ui/icon'
import { VisuallyHidden } from '@/components/ui/visually-hidden'
import { Link } from '@/i18n/navigation'
import { cn } from '@/lib/utils/cn'
import type { ShownByUs } from './markdown/markup'
import { PICTURE_CLASS } from './markdown/picture-class'
import { textOf } from './markdown/text'
import { PictureView } from './markdown/picture-view'
import { treeOf } from './markdown/tree'

interface MarkdownProps {
  source: string
  /** The language of the text, when it is not the page's. */
  lang?: string
  dir?: 'ltr' | 'rtl'
  /** Where `lesson:<id>` leads; null where the reader cannot go, then the words stay without a link. */
  lessonHref?: (lessonId: string) => string | null
  /** A reader comes back to where they stopped: `ReadingPlace` finds the text by this. */
  isPlaceKept?: boolean
  /** One of several texts of a page, as in a quiz: its pictures open by themselves, the page has one view for one text. */
  isPart?: boolean
  /** It is pressed to choose it: its pictures lead nowhere by themselves. */
  isChoice?: boolean
  className?: string
}

type Words = {
  copy: string
  copied: string
  section: (title: string) => string
  enlarge: (picture: string) => string
  table: string
  code: string
} & Record<'taskDone' | 'taskOpen', string>

/** Text somebody wrote, as everybody reads it: sanitised, with formulas, coloured code and links to its sections. */
export async function Markdown({
  source,
  lang,
  dir,
  lessonHref = () => null,
  isPlaceKept = false,
  isPart = false,
  isChoice = false,
  className,
}: MarkdownProps) {
  const [t, common] = await Promise.all([
    getTranslations('learning.markdown'),
    getTranslations('common.actions'),
  ])
  const { root, hasMaths, hasPictures } = await treeOf(source, {
    title: t('footnotes'),
    back: t('backToText'),
  })
  const words: Words = {
    copy: common('copy'),
    copied: common('copied'),
    section: (title) => t('linkToSection', { title }),
    table: t('table'),
    code: t('code'),
    enlarge: (picture) => t('enlarge', { picture }),
    taskDone: t('taskDone'),
    taskOpen: t('taskOpen'),
  }
  return (
    <>
      <div
        lang={lang}
        dir={dir}
        data-reading={isPlaceKept ? '' : undefined}
        className={cn('markdown', className)}
      >
        {hasMaths ? (
          // eslint-disable-next-line @next/next/no-css-tags -- only pages with a formula load these styles, so no bundle holds them
          <link rel="stylesheet" href="/katex/katex.min.css" precedence="default" />
        ) : null}
        {toJsxRuntime(root, {
          Fragment,
          jsx,
          jsxs,
          passNode: true,
          tableCellAlignToStyle: false,
          components: partsOf(words, { lessonHref, isChoice }),
        })}
      </div>
      {hasPictures && !isPart ? (
        <PictureView id={PICTURE_VIEW_ID} texts={{ title: t('picture'), close: common('close') }} />
      ) : null}
    </>
  )
}

/** The one text of a page that has pictures is its lesson, or the description of its course. */
const PICTURE_VIEW_ID = 'picture-view'

type TreeElement = Parameters<typeof textOf>[0]

/** The words of the picture that a link enlarges; null for a link to somewhere. */
function enlarged(node: TreeElement | undefined): string | null {
  if (node?.type !== 'element') return null
  const names = node.properties['className']
  const [picture] = node.children
  if (!Array.isArray(names) || !names.includes(PICTURE_CLASS) || picture?.type !== 'element') return null
  return String(picture.properties['alt'])
}

type Ways = { lessonHref: (lessonId: string) => string | null; isChoice: boolean }

function partsOf(words: Words, { lessonHref, isChoice }: Ways): Partial<Pick<Components, ShownByUs>> {
  return {
    a: ({ node, href, children, ...rest }) => {
      const picture = enlarged(node)
      if (picture !== null && isChoice) return <>{children}</>
      const label = picture === null ? {} : { 'aria-label': words.enlarge(picture) }
      return (
        <TextLink href={href} lessonHref={lessonHref} {...rest} {...label}>
          {children}
        </TextLink>
      )
    },
    pre: ({ node, children }) => (
      <CodeBlock
        language={String(node?.properties['dataLanguage'] ?? '')}
        text={node ? textOf(node) : ''}
        words={words}
      >
        {children}
      </CodeBlock>
    ),
    table: ({ node: _node, children }) => (
      <div className="markdown-table" role="group" aria-label={words.table} tabIndex={0}>
        <table>{children}</table>
      </div>
    ),
    input: ({ checked }) => (
      <span className="markdown-task" data-done={checked ? '' : undefined}>
        <Icon name={checked ? 'circle-check' : 'circle'} size="sm" />
        <VisuallyHidden>{checked ? words.taskDone : words.taskOpen}</VisuallyHidden>
      </span>
    ),
    ...Object.fromEntries(
      (['h2', 'h3', 'h4', 'h5', 'h6'] as const).map((Level) => [
        Level,
        ({
          node,
          id,
          children,
          className,
        }: ComponentProps<'h2'> & { node?: Parameters<typeof textOf>[0] }) => (
          <div className="markdown-heading">
            <Level id={id} className={className}>
              {children}
            </Level>
            {className === 'sr-only' || id === undefined ? null : (
              <a
                href={`#${id}`}
                className="markdown-anchor"
                aria-label={words.section(node ? textOf(node) : '')}
              >
                <Icon name="link" size="sm" />
              </a>
            )}
          </div>
        ),
      ]),
    ),
  }
}

interface TextLinkProps extends ComponentProps<'a'> {
  lessonHref: (lessonId: string) => string | null
}

function TextLink({ href, lessonHref, children, ...rest }: TextLinkProps) {
  if (href === undefined) return <span {...rest}>{children}</span>
  const lesson = /^lesson:([0-9a-f]{24})(#.*)?$/.exec(href)
  if (lesson !== null) {
    const target = lessonHref(lesson[1] ?? '')
    if (target === null) return <span>{children}</span>
    return (
      <Link href={target + (lesson[2] ?? '')} prefetch={false}>
        {children}
      </Link>
    )
  }
  const leadsAway = /^https?:/.test(href)
  return (
    <a href={href} rel={leadsAway ? 'noopener noreferrer nofollow ugc' : undefined} {...rest}>
      {children}
    </a>
  )
}

interface CodeBlockProps {
  language: string
  text: string
  words: Words
  children: ReactNode
}

function CodeBlock({ language, text, words, children }: CodeBlockProps) {
  return (
    <div className="markdown-code">
      <div className="markdown-code-bar">
        <span>{language}</span>
        <CopyButton
          text={text}
          label={words.copy}
          copiedLabel={words.copied}
          icon={<Icon name="copy" size="sm" />}
          copiedIcon={<Icon name="check" size="sm" />}
        />
      </div>
      <pre tabIndex={0} role="group" aria-label={words.code}>
        {children}
      </pre>
    </div>
  )
}
