import { useTranslations } from '@/i18n/texts'
import { Icon } from '@/components/ui/icon'
import { LinkButton } from '@/components/ui/link-button'
import { ITEMS_PER_PAGE } from '@/lib/assignments/constants'
import type { BookQuery } from '@/lib/assignments/schema'

interface BookWindowProps {
  here: string
  query: BookQuery
  /** Of all graded lessons. */
  count: number
  shown: number
}

/** Which lessons of the gradebook are shown, the ways to the others, and the whole of it as a file. */
export function BookWindow({ here, query, count, shown }: BookWindowProps) {
  const t = useTranslations('assignments.book')
  const { items, cursor } = query
  const address = (from: number) => {
    const entries = Object.entries({ items: from > 0 ? String(from) : '', cursor }).flatMap(
      ([name, value]) => (value ? [[name, value]] : []),
    )
    return entries.length === 0 ? here : `${here}?${new URLSearchParams(entries)}`
  }
  const courseId = here.split('/')[3] ?? ''
  return (
    <div className="mb-3 flex flex-wrap items-center justify-between gap-3">
      <nav aria-label={t('columns')} className="flex flex-wrap items-center gap-2 text-sm">
        <span className="text-muted">{t('items', { from: items + 1, to: items + shown, count })}</span>
        {items > 0 ? (
          <LinkButton href={address(Math.max(0, items - ITEMS_PER_PAGE))} prefetch={false} size="sm">
            <Icon name="arrow-left" size="sm" />
            {t('previousItems')}
          </LinkButton>
        ) : null}
        {items + shown < count ? (
          <LinkButton href={address(items + ITEMS_PER_PAGE)} prefetch={false} size="sm">
            {t('nextItems')}
            <Icon name="arrow-right" size="sm" />
          </LinkButton>
        ) : null}
      </nav>
      <a
        href={`/api/courses/${courseId}/grades`}
        download
        className="inline-flex min-h-11 items-center gap-2 text-sm font-medium text-accent underline decoration-current/35 underline-offset-3 hover:decoration-current"
      >
        <Icon name="download" size="sm" />
        {t('csv')}
      </a>
    </div>
  )
}
