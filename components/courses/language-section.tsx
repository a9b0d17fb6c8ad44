import { useLocale, useTranslations } from '@/i18n/texts'
import { Section } from '@/components/layout/section'
import { Link } from '@/i18n/navigation'
import type { LanguageShelf } from '@/lib/courses/catalogue-dto'
import { catalogueAddress, CatalogueQuery } from '@/lib/courses/schema'
import { languageName } from '@/lib/utils/display-names'
import { numberFormat } from '@/lib/utils/formatters'
import { MyLanguageShelf } from './my-language-shelf'

interface LanguageSectionProps {
  languages: readonly LanguageShelf[]
  /** How many courses stand on the reader's own shelf. */
  shown: number
}

/** New courses in the reader's languages, and a way to those of every language. */
export function LanguageSection({ languages, shown }: LanguageSectionProps) {
  const t = useTranslations('courses.home')
  const levels = useTranslations('courses.levels')
  const locale = useLocale()
  const number = numberFormat(locale)
  return (
    <Section title={t('languagesTitle')} lead={t('languagesLead')}>
      <MyLanguageShelf
        count={shown}
        locale={locale}
        label={t('languagesTitle')}
        levels={{
          Beginner: levels('Beginner'),
          Intermediate: levels('Intermediate'),
          Advanced: levels('Advanced'),
        }}
      />
      <ul aria-label={t('languagesAll')} className="flex flex-wrap gap-2">
        {languages.map(({ language, count }) => (
          <li key={language}>
            <Link
              href={catalogueAddress(CatalogueQuery.parse({ language: [language] }))}
              prefetch={false}
              className="inline-flex min-h-11 items-center gap-2 rounded-full border border-line-strong bg-raised px-4 text-sm font-medium transition-colors hover:bg-sunken pointer-fine:min-h-9"
            >
              {languageName(language, locale)}
              <span className="text-muted tabular-nums">{number.format(count)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  )
}
