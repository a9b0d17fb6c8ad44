import type { Metadata } from 'next'
import { getTranslations } from '@/i18n/texts'
import { cache } from 'react'
import { Container } from '@/components/layout/container'
import { LessonArticle } from '@/components/learning/lesson-article'
import { ShutLesson } from '@/components/learning/shut-lesson'
import { ENROLLMENT_REASONS } from '@/lib/enrollments/constants'
import { getLessonNotes } from '@/lib/notes/queries'
import { getViewer } from '@/lib/platform/auth/session'
import { isMember } from '@/lib/platform/auth/viewer'
import { AppError } from '@/lib/platform/errors'
import { pageData } from '@/lib/platform/http/page'
import { PROGRESS_REASONS } from '@/lib/progress/constants'
import { getCourseHome, getLesson } from '@/lib/progress/queries/learning'
import { LessonPlace } from '@/lib/notes/schema'

export const dynamic = 'force-dynamic'

type Props = {
  params: Promise<{ slug: string; lessonId: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function LessonPage({ params, searchParams }: Props) {
  const { slug, lessonId } = await params
  const { frame, t: second, attempt } = LessonPlace.parse(await searchParams)
  const lesson = await readLesson(slug, lessonId, attempt)
  if (lesson.isShut) {
    const { home, timeZone } = lesson
    return (
      <Container width="measure" className="pt-6 pb-16 sm:pt-10">
        <ShutLesson home={home} lessonId={lessonId} timeZone={timeZone} />
      </Container>
    )
  }
  return (
    <LessonArticle
      view={lesson.view}
      kept={lesson.kept}
      shownProvider={frame ?? null}
      startAt={second ?? null}
      timeZone={lesson.timeZone}
    />
  )
}

/** Read once for the page and its metadata. What is not open yet is told kindly, without any of its text. */
const readLesson = cache((slug: string, lessonId: string, attempt: number | undefined) =>
  pageData(() => readOrTell({ slug, lessonId, attemptNumber: attempt }), {
    [ENROLLMENT_REASONS.required]: `/courses/${slug}`,
  }),
)

async function readOrTell(asked: { slug: string; lessonId: string; attemptNumber: number | undefined }) {
  const viewer = await getViewer()
  const timeZone = isMember(viewer) ? viewer.timeZone : 'UTC'
  try {
    const [view, kept] = await Promise.all([getLesson(viewer, asked), getLessonNotes(viewer, asked)])
    return { isShut: false as const, view, kept, timeZone }
  } catch (error) {
    if (!(error instanceof AppError) || !NOT_OPEN.includes(error.reason)) throw error
    return { isShut: true as const, home: await getCourseHome(viewer, asked), timeZone }
  }
}

const NOT_OPEN: readonly (string | undefined)[] = [
  PROGRESS_REASONS.lessonNotOpen,
  PROGRESS_REASONS.notStarted,
]

export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const { slug, lessonId } = await params
  const { attempt } = LessonPlace.parse(await searchParams)
  const lesson = await readLesson(slug, lessonId, attempt)
  if (lesson.isShut) return { title: (await getTranslations('learning.shut'))('metaTitle') }
  const t = await getTranslations('courses.preview')
  return { title: t('metaTitle', { lesson: lesson.view.lesson.title, course: lesson.view.course.title }) }
}
