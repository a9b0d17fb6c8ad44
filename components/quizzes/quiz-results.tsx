import { useTranslations } from '@/i18n/texts'
import { Badge } from '@/components/ui/badge'
import { ProgressBar } from '@/components/ui/progress-bar'
import type { LessonQuiz } from '@/lib/quizzes/dto'
import { QuestionResult } from './question-result'

interface QuizResultsProps {
  results: NonNullable<LessonQuiz['results']>
  lang: string | undefined
  dir: 'ltr' | 'rtl' | undefined
}

/** A finished attempt: its score, and each question with what was answered and earned. */
export function QuizResults({
  results: { attempt, questions, areAnswersShown },
  lang,
  dir,
}: QuizResultsProps) {
  const t = useTranslations('quizzes.results')
  const { number, earned, most, percent, isPassed, finishedBy, isRegraded } = attempt
  return (
    <section aria-labelledby="results-title" className="flex flex-col gap-4">
      <div className="rounded-lg border border-line bg-raised p-4 sm:p-6">
        <div className="flex flex-wrap items-center justify-between gap-3">
          <h2 id="results-title" className="text-lg">
            {t('title', { number })}
          </h2>
          <Badge tone={isPassed ? 'success' : 'neutral'}>{t(isPassed ? 'passed' : 'failed')}</Badge>
        </div>
        <p className="mt-2 text-2xl font-semibold tabular-nums">{t('percent', { percent })}</p>
        <ProgressBar percent={percent} label={t('score', { earned, most })} className="mt-2" />
        <p className="mt-2 text-sm text-muted">{t('score', { earned, most })}</p>
        {finishedBy === 'clock' ? <p className="mt-1 text-sm text-muted">{t('byClock')}</p> : null}
        {isRegraded ? <p className="mt-1 text-sm text-muted">{t('regraded')}</p> : null}
        {areAnswersShown ? null : <p className="mt-1 text-sm text-muted">{t('answersHidden')}</p>}
      </div>
      <ol className="flex flex-col gap-4">
        {questions.map((question, index) => (
          <QuestionResult
            key={question.id}
            question={question}
            place={{ number: index + 1, count: questions.length }}
            lang={lang}
            dir={dir}
          />
        ))}
      </ol>
    </section>
  )
}
