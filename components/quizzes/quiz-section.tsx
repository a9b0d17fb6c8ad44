import { useTranslations } from '@/i18n/texts'
import { ActionButton } from '@/components/forms/action-button'
import { Notice } from '@/components/ui/notice'
import { startQuizAction } from '@/lib/progress/actions'
import type { LessonQuiz } from '@/lib/quizzes/dto'
import { AttemptHistory } from './attempt-history'
import { QuizFacts } from './quiz-facts'
import { QuizResults } from './quiz-results'
import { QuizTaking } from './quiz-taking'

interface QuizSectionProps {
  lessonId: string
  /** Null for a teacher who only looks, and while nothing is published. */
  quiz: LessonQuiz | null
  isLearner: boolean
  /** The page's own address, where an earlier attempt is asked for. */
  href: string
  timeZone: string
  lang: string | undefined
  dir: 'ltr' | 'rtl' | undefined
}

/** The quiz of a lesson: what it is, the attempt under way, or how the last one went and the way to the next. */
export function QuizSection({ lessonId, quiz, isLearner, href, timeZone, lang, dir }: QuizSectionProps) {
  const t = useTranslations('quizzes.lesson')
  if (quiz === null) return <Notice>{t(isLearner ? 'notPublished' : 'looking')}</Notice>
  const { open, results, history, counted, obstacle } = quiz
  return (
    <div className="flex flex-col gap-6">
      <QuizFacts quiz={quiz} />
      {open === null ? (
        <>
          {counted === null ? null : (
            <Notice
              tone={counted.isPassed ? 'success' : 'neutral'}
              title={t('counted', { percent: counted.percent })}
            >
              {counted.isPassed ? t('passed') : null}
            </Notice>
          )}
          {obstacle === null ? (
            <div data-key="d">
              <ActionButton
                action={startQuizAction}
                fields={{ lessonId }}
                variant={counted?.isPassed ? 'secondary' : 'primary'}
                size="lg"
              >
                {t(history.length === 0 ? 'start' : 'again')}
              </ActionButton>
              {quiz.timeLimitMinutes === null ? null : (
                <p className="mt-2 text-sm text-muted">{t('startTimed')}</p>
              )}
            </div>
          ) : (
            <p className="text-muted">{t(`obstacle.${obstacle}`)}</p>
          )}
          {results === null ? null : <QuizResults results={results} lang={lang} dir={dir} />}
          {history.length === 0 ? null : (
            <AttemptHistory
              history={history}
              shownNumber={results?.attempt.number ?? null}
              href={href}
              timeZone={timeZone}
            />
          )}
        </>
      ) : (
        <QuizTaking lessonId={lessonId} attempt={open} lang={lang} dir={dir} />
      )}
    </div>
  )
}
