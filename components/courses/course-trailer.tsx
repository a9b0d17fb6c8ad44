import { useTranslations } from '@/i18n/texts'
import { Section } from '@/components/layout/section'
import { Icon } from '@/components/ui/icon'
import { textLinkClass } from '@/components/ui/text-link'
import { VideoSection } from '@/components/video/video-section'
import type { CourseDetails } from '@/lib/courses/dto'

/** A course's trailer; one that lies on a page elsewhere is led to, because nothing of others is loaded here. */
export function CourseTrailer({ course }: { course: CourseDetails }) {
  const { trailer, title, language } = course
  const t = useTranslations('courses.course')
  if (trailer === null) return null
  const elsewhere = trailer.src === null && trailer.url !== null ? URL.parse(trailer.url) : null
  if (trailer.src === null && elsewhere === null) return null
  return (
    <Section title={t('trailer')}>
      {elsewhere === null ? (
        <VideoSection video={trailer} title={t('trailerOf', { title })} language={language} />
      ) : (
        <a
          href={elsewhere.href}
          target="_blank"
          rel="noopener noreferrer nofollow"
          className={`inline-flex min-h-11 items-center gap-2 ${textLinkClass}`}
        >
          <Icon name="external-link" size="sm" />
          {t('trailerElsewhere', { host: elsewhere.host })}
        </a>
      )}
    </Section>
  )
}
