import { useLocale, useTranslations } from '@/i18n/texts'
import { formatMoney, type Money } from '@/lib/utils/money'

export function CoursePrice({ price, className }: { price: Money; className?: string }) {
  const t = useTranslations('courses.prices')
  const locale = useLocale()
  return <span className={className}>{price.amount === 0 ? t('free') : formatMoney(price, locale)}</span>
}
