import { useLocale, useTranslations } from '@/i18n/texts'
import { Icon } from '@/components/ui/icon'
import { getPathname } from '@/i18n/navigation'
import { cn } from '@/lib/utils/cn'

interface SearchFormProps {
  /** Two on one screen need two ids. */
  id: string
  defaultValue?: string
  /** The header's and the page's own are told apart by their names. */
  isOfPage?: boolean
  /** What else the catalogue is narrowed by, which other words do not change: names and values. */
  kept?: readonly (readonly [name: string, value: string])[]
  className?: string
}

/** A plain form that opens the catalogue: nothing to load before it works. */
export function SearchForm({ id, defaultValue, isOfPage = false, kept = [], className }: SearchFormProps) {
  const t = useTranslations('site.search')
  const locale = useLocale()
  return (
    <form
      role="search"
      aria-label={isOfPage ? t('ofPage') : t('label')}
      action={getPathname({ href: '/courses', locale })}
      className={cn('relative', className)}
    >
      {kept.map(([name, value]) => (
        <input key={`${name}=${value}`} type="hidden" name={name} value={value} />
      ))}
      <label htmlFor={id} className="sr-only">
        {t('label')}
      </label>
      <Icon
        name="search"
        size="sm"
        className="pointer-events-none absolute top-1/2 left-3.5 -translate-y-1/2 text-muted"
      />
      <input
        id={id}
        type="search"
        name="q"
        defaultValue={defaultValue}
        placeholder={t('placeholder')}
        maxLength={200}
        enterKeyHint="search"
        className="min-h-11 w-full rounded-full border border-line-strong bg-raised pr-4 pl-10 text-base text-ink hover:border-ink/60 focus-visible:outline-offset-0 sm:text-sm pointer-fine:min-h-10"
      />
    </form>
  )
}
