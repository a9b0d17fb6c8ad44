import { useTranslations } from '@/i18n/texts'
import { MAIN_ID } from './main'

/** The first stop of the Tab key: past the header, to the content. */
export function SkipLink() {
  const t = useTranslations('site.nav')
  return (
    <a
      href={`#${MAIN_ID}`}
      className="sr-only z-50 rounded-md bg-accent px-4 py-3 font-medium text-on-accent focus:not-sr-only focus:fixed focus:top-3 focus:left-3"
    >
      {t('skip')}
    </a>
  )
}
