import { useLocale, useTranslations } from '@/i18n/texts'
import type { CourseCard } from '@/lib/courses/dto'
import { numberFormat } from '@/lib/utils/formatters'
import { steppedCount } from '@/lib/utils/stepped-count'

/** A rating in words: one decimal, and a count that does not change with every review. */
export function useRatingTexts({ average, count }: CourseCard['rating']) {
  const t = useTranslations('reviews')
  const locale = useLocale()
  const { value, isExact } = steppedCount(count)
  const oneDecimal = { minimumFractionDigits: 1, maximumFractionDigits: 1 }
  const texts = {
    average: numberFormat(locale, oneDecimal).format(average),
    number: `${numberFormat(locale).format(value)}${isExact ? '' : '+'}`,
  }
  return {
    ...texts,
    count: isExact ? t('count', { count: value }) : t('countMore', { count: texts.number }),
    label: t('outOfFive', { average: texts.average }),
  }
}
