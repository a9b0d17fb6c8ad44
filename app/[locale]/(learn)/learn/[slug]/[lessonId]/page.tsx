import type { Metadata } from 'next'
import { getTranslations } from '@/i18n/texts'
import { cache } from 'react'
import { Container } from '@/components/layout/container'
import { LessonArticle } from '@/components/learning/lesson-article'
import { ShutLesson } from '@/components/learning/shut-lesson'
import { listOwnQuizTrail } from '@/lib/assignments/queries/own-trail'
import { ENROLLMENT_REASONS } from '@/lib/enrollments/constants'
import { getLessonNotes } from '@/lib/notes/queries'
import { getViewer } from '@/lib/platform/auth/session'
import { isMember } from '@/lib/platform/auth/viewer'
import { AppError } from '@/lib/platform/errors'
import { pageData } from '@/lib/platform/http/page'
import { PROGRESS_REASONS } from '@/lib/progress/constants'
import { getCourseHome, getLesson } from '@/lib/progress/queries/learning'
import { getLessonQuiz } from '@/lib/progress/queries/quiz'
import { LessonPlace } from '@/lib/notes/schema'

export const dynamic = 'force-dynamic'

type Props = {
  params: Promise<{ slug: string; lessonId: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function LessonPage({ params, searchParams }: Props) {
  const { slug, lessonId } = await params
  const lesson = await readLesson(slug, lessonId)
  if (lesson.isShut) {
    const { home, timeZone } = lesson
    return (
      <Container width="measure" className="pt-6 pb-16 sm:pt-10">
        <ShutLesson home={home} lessonId={lessonId} timeZone={timeZone} />
      </Container>
    )
  }
  const { frame, t: second, attempt } = LessonPlace.parse(await searchParams)
  const viewer = await getViewer()
  const quiz = await getLessonQuiz(viewer, { view: lesson.view, attemptNumber: attempt ?? null })
  const isRegraded = quiz?.history.some((each) => each.isRegraded) ?? false
  const trail = isRegraded ? await listOwnQuizTrail(viewer, { lessonId }) : []
  return (
    <LessonArticle
      view={lesson.view}
      kept={lesson.kept}
      shownProvider={frame ?? null}
      startAt={second ?? null}
      quiz={quiz}
      trail={trail}
      timeZone={lesson.timeZone}
    />
  )
}

/** Read once for the page and its metadata. What is not open yet is told kindly, without any of its text. */
const readLesson = cache((slug: string, lessonId: string) =>
  pageData(() => readOrTell(slug, lessonId), { [ENROLLMENT_REASONS.required]: `/courses/${slug}` }),
)

async function readOrTell(slug: string, lessonId: string) {
  const viewer = await getViewer()
  const timeZone = isMember(viewer) ? viewer.timeZone : 'UTC'
  try {
    const [view, kept] = await Promise.all([
      getLesson(viewer, { slug, lessonId }),
      getLessonNotes(viewer, { lessonId }),
    ])
    return { isShut: false as const, view, kept, timeZone }
  } catch (error) {
    if (!(error instanceof AppError) || !NOT_OPEN.includes(error.reason)) throw error
    return { isShut: true as const, home: await getCourseHome(viewer, { slug }), timeZone }
  }
}

const NOT_OPEN: readonly (string | undefined)[] = [
  PROGRESS_REASONS.lessonNotOpen,
  PROGRESS_REASONS.notStarted,
]

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { slug, lessonId } = await params
  const lesson = await readLesson(slug, lessonId)
  if (lesson.isShut) return { title: (await getTranslations('learning.shut'))('metaTitle') }
  const t = await getTranslations('courses.preview')
  return { title: t('metaTitle', { lesson: lesson.view.lesson.title, course: lesson.view.course.title }) }
}
