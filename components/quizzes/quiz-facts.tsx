import { useLocale, useTranslations } from '@/i18n/texts'
import type { LessonQuiz } from '@/lib/quizzes/dto'
import { formatMinutes } from '@/lib/utils/dates'

/** What a learner should know before they start: size, pass mark, time and attempts. */
export function QuizFacts({ quiz }: { quiz: LessonQuiz }) {
  const t = useTranslations('quizzes.lesson')
  const locale = useLocale()
  const { timeLimitMinutes, attemptsAllowed, attemptsLeft } = quiz
  const facts = [
    t('questions', { count: quiz.questionCount }),
    t('points', { points: quiz.points }),
    t('passMark', { percent: quiz.passPercent }),
    timeLimitMinutes === null
      ? t('noLimit')
      : t('limit', { minutes: formatMinutes(Math.round(timeLimitMinutes), locale) }),
    attemptsAllowed === null ? t('anyAttempts') : t('attempts', { count: attemptsAllowed }),
    ...(attemptsLeft === null ? [] : [t('attemptsLeft', { count: attemptsLeft })]),
  ]
  return (
    <div className="text-sm text-muted">
      <ul className="flex flex-wrap gap-x-4 gap-y-1">
        {facts.map((fact) => (
          <li key={fact}>{fact}</li>
        ))}
      </ul>
      {attemptsAllowed === 1 ? null : <p className="mt-1">{t(`counts.${quiz.counts}`)}</p>}
    </div>
  )
}
