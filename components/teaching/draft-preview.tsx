import { getLocale, getTranslations } from '@/i18n/texts'
import { Markdown } from '@/components/editor/markdown'
import { Container } from '@/components/layout/container'
import { EmbedFrame } from '@/components/learning/embed-frame'
import { FilePanel } from '@/components/learning/file-panel'
import { LinkButton } from '@/components/ui/link-button'
import { Notice } from '@/components/ui/notice'
import { VideoSection } from '@/components/video/video-section'
import type { AuthoredLesson } from '@/lib/courses/authored-dto'
import type { PreviewContent } from '@/lib/courses/preview-dto'
import { languageOf } from '@/lib/utils/languages'

interface DraftPreviewProps {
  lesson: AuthoredLesson
  content: PreviewContent
  /** The provider whose frame the reader has asked for. */
  shownProvider: string | null
}

/** A lesson of a working copy, with the parts that its learners will see. */
export async function DraftPreview({ lesson, content, shownProvider }: DraftPreviewProps) {
  const [t, locale] = await Promise.all([getTranslations('teaching.lesson'), getLocale()])
  const base = `/instructor/courses/${lesson.course.id}/lessons`
  const { language } = lesson.course.details
  const { lang, dir } = languageOf(language, locale)
  return (
    <Container width="measure" className="pt-6 pb-16 sm:pt-10">
      <Notice
        action={
          <LinkButton href={`${base}/${lesson.id}`} size="sm">
            {t('edit')}
          </LinkButton>
        }
      >
        {t('previewing')}
      </Notice>
      <h1 lang={lang} dir={dir} className="mt-6 text-2xl wrap-anywhere sm:text-3xl">
        {lesson.title}
      </h1>
      <div className="mt-6 empty:hidden">
        <Above content={content} title={lesson.title} language={language} shownProvider={shownProvider} />
      </div>
      <Markdown
        source={lesson.content}
        lang={lang}
        dir={dir}
        lessonHref={(id) => `${base}/${id}/preview`}
        className="mt-8 sm:text-lg"
      />
    </Container>
  )
}

interface AboveProps {
  content: PreviewContent
  title: string
  language: string
  shownProvider: string | null
}

function Above({ content, title, language, shownProvider }: AboveProps) {
  if (content.type === 'article') return null
  if (content.type === 'file') return <FilePanel file={content.file} />
  const { embed } = content
  if (embed !== null)
    return (
      <EmbedFrame
        embed={embed}
        title={title}
        isShown={embed.provider !== null && embed.provider.id === shownProvider}
      />
    )
  return content.type === 'video' ? (
    <VideoSection video={content.video} title={title} language={language} />
  ) : null
}
