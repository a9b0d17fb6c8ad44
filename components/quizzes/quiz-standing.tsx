import { useTranslations } from '@/i18n/texts'
import { LinkButton } from '@/components/ui/link-button'
import { Notice } from '@/components/ui/notice'

interface QuizStandingProps {
  courseId: string
  lessonId: string
  /** Of `getAuthoredQuiz`. */
  quiz: { publishedNumber: number | null; isRegradeDue: boolean }
}

/** The ways from a quiz that is written to how it is answered and graded, and whether that waits for a decision. */
export function QuizStanding({ courseId, lessonId, quiz }: QuizStandingProps) {
  const t = useTranslations('quizzes.regrade')
  if (quiz.publishedNumber === null) return null
  const course = `/instructor/courses/${courseId}`
  const regrade = `${course}/lessons/${lessonId}/regrade`
  return (
    <div className="mb-6 flex flex-col gap-4">
      {quiz.isRegradeDue ? (
        <Notice
          tone="warning"
          action={
            <LinkButton href={regrade} prefetch={false} size="sm">
              {t('look')}
            </LinkButton>
          }
        >
          {t('due')}
        </Notice>
      ) : null}
      <div className="flex flex-wrap gap-2">
        <LinkButton href={`${course}/analytics?quiz=${lessonId}`} prefetch={false} size="sm">
          {t('statistics')}
        </LinkButton>
        {quiz.isRegradeDue ? null : (
          <LinkButton href={regrade} prefetch={false} size="sm">
            {t('title')}
          </LinkButton>
        )}
      </div>
    </div>
  )
}
