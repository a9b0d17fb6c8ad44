import { useTranslations } from '@/i18n/texts'
import type { Named } from './reading'
import { tagTitle } from './tag-title'

interface ApiContentsProps {
  headings: readonly { id: string; title: string }[]
  groups: readonly [string, Named[]][]
}

/** What is on the page; beside it on wide screens, folded up above it on small ones. */
export function ApiContents({ headings, groups }: ApiContentsProps) {
  const t = useTranslations('api')
  const list = (
    <>
      <p className="mt-2 text-sm font-semibold">{t('guide')}</p>
      <ul>
        {headings.map(({ id, title }) => (
          <ContentsLink key={id} href={`#${id}`}>
            {title}
          </ContentsLink>
        ))}
        <ContentsLink href="/api/openapi.json">{t('document')}</ContentsLink>
      </ul>
      {groups.map(([tag, calls]) => (
        <div key={tag}>
          <p className="mt-4 text-sm font-semibold">{tagTitle(t, tag)}</p>
          <ul>
            {calls.map(({ call }) => (
              <ContentsLink key={call.operationId} href={`#${call.operationId}`}>
                {call.summary}
              </ContentsLink>
            ))}
          </ul>
        </div>
      ))}
    </>
  )
  return (
    <>
      <details className="mb-8 rounded-lg border border-line bg-raised px-4 py-2 lg:hidden">
        <summary className="cursor-pointer py-2 font-medium">{t('contents')}</summary>
        <nav aria-label={t('contents')}>{list}</nav>
      </details>
      <nav
        aria-label={t('contents')}
        className="sticky top-20 hidden max-h-[calc(100dvh-6rem)] self-start overflow-y-auto pb-8 lg:block"
      >
        {list}
      </nav>
    </>
  )
}

function ContentsLink({ href, children }: { href: string; children: React.ReactNode }) {
  return (
    <li>
      <a
        href={href}
        className="flex min-h-11 items-center py-1 text-sm text-muted underline-offset-4 hover:text-ink hover:underline pointer-fine:min-h-8"
      >
        {children}
      </a>
    </li>
  )
}
