import { useTranslations } from '@/i18n/texts'
import { Container } from '@/components/layout/container'
import { SearchForm } from '@/components/layout/search-form'
import { LinkButton } from '@/components/ui/link-button'
import { PatternArt } from '@/components/ui/pattern-art'

const DUSK_HUE = 287

/** The first thing one sees: what this is, and a field to begin with. */
export function HomeHero() {
  const t = useTranslations('courses.home')
  return (
    <div className="border-b border-line">
      <Container className="grid items-center gap-x-12 gap-y-8 py-10 sm:py-14 lg:grid-cols-[minmax(0,1fr)_26rem] lg:py-20">
        <div>
          <h1 className="text-3xl sm:text-4xl">{t('title')}</h1>
          <p className="mt-4 max-w-measure text-lg text-muted">{t('lead')}</p>
          <div className="mt-7 flex flex-wrap gap-3">
            <SearchForm id="home-search" isOfPage className="w-full md:hidden" />
            <LinkButton href="/courses" variant="primary" size="lg" className="max-sm:w-full">
              {t('browse')}
            </LinkButton>
            <LinkButton
              href="/register"
              prefetch={false}
              size="lg"
              className="in-data-signed-in:hidden max-sm:w-full"
            >
              {t('join')}
            </LinkButton>
          </div>
        </div>
        <div className="aspect-video overflow-hidden rounded-lg border border-line max-lg:hidden">
          <PatternArt seed="dusk" hue={DUSK_HUE} />
        </div>
      </Container>
    </div>
  )
}
