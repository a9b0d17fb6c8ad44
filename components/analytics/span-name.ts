import { useLocale, useTranslations } from '@/i18n/texts'
import type { Span } from '@/lib/analytics/drawing'
import { dateFormat } from '@/lib/utils/formatters'

/** Names a day or a week; days are calendar days, so they are read as UTC and stay what they are. */
export function useSpanName(): (span: Pick<Span, 'from' | 'to'>) => string {
  const t = useTranslations('analytics')
  const format = dateFormat(useLocale(), { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' })
  const day = (text: string) => format.format(new Date(`${text}T00:00:00Z`))
  return ({ from, to }) => (from === to ? day(from) : t('span', { from: day(from), to: day(to) }))
}
