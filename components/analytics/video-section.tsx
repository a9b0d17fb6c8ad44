import { getLocale, getTranslations } from '@/i18n/texts'
import { Section } from '@/components/layout/section'
import type { CourseFigures } from '@/lib/analytics/dto'
import { NoFigures } from './no-figures'
import { RetentionChart } from './retention-chart'

/** In sight at once; the others unfold. */
const VIDEOS_SHOWN = 4

/** The curves of a course's videos. */
export async function VideoSection({ figures: { course, videos } }: { figures: CourseFigures }) {
  const [t, locale] = await Promise.all([getTranslations('analytics.videos'), getLocale()])
  const lang = course.language === locale ? undefined : course.language
  const curves = (some: typeof videos) => (
    <div className="grid gap-x-12 gap-y-8 xl:grid-cols-2">
      {some.map((video) => (
        <RetentionChart key={video.lessonId} video={video} lang={lang} />
      ))}
    </div>
  )
  const more = videos.slice(VIDEOS_SHOWN)
  return (
    <Section title={t('title')} lead={t('lead')}>
      {videos.length === 0 ? <NoFigures>{t('empty')}</NoFigures> : curves(videos.slice(0, VIDEOS_SHOWN))}
      {more.length === 0 ? null : (
        <details className="mt-6">
          <summary className="inline-flex min-h-11 cursor-pointer items-center text-sm font-medium text-accent pointer-fine:min-h-9">
            {t('more', { count: more.length })}
          </summary>
          <div className="mt-4">{curves(more)}</div>
        </details>
      )}
    </Section>
  )
}
