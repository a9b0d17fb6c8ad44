import { getLocale, getTranslations } from 'next-intl/server'
import { formatMoney, type Money } from '@/lib/utils/money'

export async function CoursePrice({ price, className }: { price: Money; className?: string }) {
  const [t, locale] = await Promise.all([getTranslations('courses.prices'), getLocale()])
  return <span className={className}>{price.amount === 0 ? t('free') : formatMoney(price, locale)}</span>
}
