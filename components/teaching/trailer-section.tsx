import { getTranslations } from '@/i18n/texts'
import { Section } from '@/components/layout/section'
import { MediaTexts } from '@/components/media/media-texts'
import type { AuthoredCourse, AuthoredVideo } from '@/lib/courses/authored-dto'
import { TrailerEditor } from './trailer-editor'

interface TrailerSectionProps {
  course: Pick<AuthoredCourse, 'id' | 'details'>
  trailer: AuthoredVideo | null
  version: number
  /** Signs the address of a file for who edits. */
  hrefOf: (uploadId: string) => string
}

/** The film on the course's page. */
export async function TrailerSection({ course, trailer, version, hrefOf }: TrailerSectionProps) {
  const t = await getTranslations('teaching.details')
  const upload = trailer?.upload && { ...trailer.upload, href: hrefOf(trailer.upload.uploadId) }
  return (
    <Section title={t('trailer')} lead={t('trailerLead')} id="trailer">
      <div className="max-w-3xl">
        <MediaTexts>
          <TrailerEditor
            courseId={course.id}
            version={version}
            language={course.details.language}
            trailer={trailer && { ...trailer, upload: upload ?? null }}
            linkHint={t('trailerLinkHint')}
          />
        </MediaTexts>
      </div>
    </Section>
  )
}
