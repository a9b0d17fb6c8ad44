import { getLocale, getTranslations } from '@/i18n/texts'
import { Markdown } from '@/components/editor/markdown'
import { EnrollPanel } from '@/components/enrollments/enroll-panel'
import { Container } from '@/components/layout/container'
import { EmbedFrame } from '@/components/learning/embed-frame'
import { FilePanel } from '@/components/learning/file-panel'
import { LessonNeighbours } from '@/components/learning/lesson-neighbours'
import { TYPE_ICONS } from '@/components/learning/lesson-state'
import { Badge } from '@/components/ui/badge'
import { Card } from '@/components/ui/card'
import { Icon } from '@/components/ui/icon'
import { LinkButton } from '@/components/ui/link-button'
import { TextLink } from '@/components/ui/text-link'
import { VideoSection } from '@/components/video/video-section'
import { lessonsOf, type CourseDetails, type LessonText, type OutlineLesson } from '@/lib/courses/dto'
import type { PreviewContent as Content } from '@/lib/courses/preview-dto'
import { formatMinutes } from '@/lib/utils/dates'
import { languageOf } from '@/lib/utils/languages'

interface Preview {
  course: CourseDetails
  lesson: LessonText
  content: Content
  previous: OutlineLesson | null
  next: OutlineLesson | null
}

interface PreviewViewProps {
  preview: Preview
  /** The provider whose frame the reader has asked for. */
  shownProvider: string | null
}

/** A lesson that everybody may read, and the way to all the others. */
export async function PreviewView({ preview, shownProvider }: PreviewViewProps) {
  const { course, lesson, content, previous, next } = preview
  const [t, locale] = await Promise.all([getTranslations('courses.preview'), getLocale()])
  const { lang, dir } = languageOf(course.language, locale)
  const hrefOf = (id: string) => `/courses/${course.slug}/preview/${id}`
  const previews = new Set(lessonsOf(course.outline).flatMap((each) => (each.isPreview ? [each.id] : [])))
  return (
    <Container width="measure" className="pt-8 pb-16">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-2 text-sm text-muted">
        <Badge tone="accent">{t('badge')}</Badge>
        <span className="min-w-0 wrap-anywhere">
          {t('of')} <TextLink href={`/courses/${course.slug}`}>{course.title}</TextLink>
        </span>
      </p>
      <h1 lang={lang} dir={dir} className="mt-4 text-2xl wrap-anywhere sm:text-3xl">
        {lesson.title}
      </h1>
      <PreviewFacts lesson={lesson} type={content.type} />
      <PreviewContent
        content={content}
        lesson={lesson}
        language={course.language}
        frame={{ shownProvider, address: `${hrefOf(lesson.id)}/frame` }}
      />
      <Markdown
        source={lesson.body}
        lang={lang}
        dir={dir}
        lessonHref={(id) => (previews.has(id) ? hrefOf(id) : null)}
        className="mt-8"
      />
      <LessonNeighbours
        label={t('neighbours')}
        lang={lang}
        previous={previous && { href: hrefOf(previous.id), title: previous.title, label: t('previous') }}
        next={next && { href: hrefOf(next.id), title: next.title, label: t('next') }}
      />
      <Card className="mt-10 grid gap-x-8 gap-y-5 sm:grid-cols-[minmax(0,1fr)_17rem]">
        <div>
          <h2 className="text-lg">{t('enrolTitle')}</h2>
          <p className="mt-1 text-muted">{t('enrolText', { count: course.lessonCount })}</p>
          <LinkButton href={`/courses/${course.slug}`} className="mt-4">
            {t('toCourse')}
          </LinkButton>
        </div>
        <EnrollPanel course={course} />
      </Card>
    </Container>
  )
}

async function PreviewFacts({ lesson, type }: { lesson: LessonText; type: Content['type'] }) {
  const [t, locale] = await Promise.all([getTranslations('courses.course'), getLocale()])
  return (
    <p className="mt-2 flex items-center gap-2 text-sm text-muted">
      <Icon name={TYPE_ICONS[type]} size="sm" />
      {`${t(`lessonTypes.${type}`)} · ${formatMinutes(lesson.durationMinutes, locale)}`}
    </p>
  )
}

interface PreviewContentProps {
  content: Content
  lesson: LessonText
  /** Of the course. */
  language: string
  frame: { shownProvider: string | null; address: string }
}

/** What stands above the text. A frame is shown on a page of its own, because this one is kept for everybody. */
function PreviewContent({ content, lesson, language, frame }: PreviewContentProps) {
  if (content.type === 'article') return null
  const embed = content.type === 'file' ? null : content.embed
  return (
    <div className="mt-6">
      {content.type === 'file' ? <FilePanel file={content.file} /> : null}
      {embed ? (
        <EmbedFrame
          embed={embed}
          title={lesson.title}
          isShown={embed.provider !== null && embed.provider.id === frame.shownProvider}
          address={frame.address}
        />
      ) : null}
      {content.type === 'video' && embed === null ? (
        <VideoSection video={content.video} title={lesson.title} language={language} />
      ) : null}
    </div>
  )
}
