import { useTranslations } from '@/i18n/texts'
import type { OpenAttempt } from '@/lib/quizzes/dto'
import { AnswerState } from './answer-state'
import { AttemptForm } from './attempt-form'
import { QuestionFields } from './question-fields'
import { QuestionPrompt } from './question-prompt'
import { TAKING_TEXTS, type TakingTexts } from './taking-texts'

interface QuizTakingProps {
  lessonId: string
  attempt: OpenAttempt
  lang: string | undefined
  dir: 'ltr' | 'rtl' | undefined
}

/** An attempt under way: every question with its fields, in one form. */
export function QuizTaking({ lessonId, attempt, lang, dir }: QuizTakingProps) {
  const t = useTranslations('quizzes.taking')
  const texts = Object.fromEntries(TAKING_TEXTS.map((name) => [name, t.raw(name)])) as TakingTexts
  const { questions, deadlineAt, serverNow } = attempt
  return (
    <section aria-labelledby="attempt-title">
      <h2 id="attempt-title" className="text-xl">
        {t('title', { number: attempt.number })}
      </h2>
      <AttemptForm
        key={attempt.id}
        lessonId={lessonId}
        attemptId={attempt.id}
        questions={questions.map(({ id, sequence, answer }) => ({
          id,
          sequence,
          isAnswered: answer !== null,
        }))}
        leftAtFirst={deadlineAt === null ? null : deadlineAt.getTime() - serverNow.getTime()}
        texts={texts}
      >
        {questions.map((question, index) => (
          <fieldset
            key={question.id}
            id={`question-${index + 1}`}
            data-question={question.id}
            data-type={question.asked.type}
            data-index={index}
            className="min-w-0 scroll-mt-32 rounded-lg border border-line p-4 sm:p-6"
          >
            <legend className="float-left mb-3 w-full">
              <span className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 text-sm text-muted">
                <span className="font-semibold text-ink">
                  {t('of', { number: index + 1, count: questions.length })}
                </span>
                <span>{t('points', { points: question.points })}</span>
              </span>
            </legend>
            <div className="clear-both flex flex-col gap-4">
              <input type="hidden" name={`answers.${index}.questionId`} value={question.id} />
              <input type="hidden" name={`answers.${index}.type`} value={question.asked.type} />
              <QuestionPrompt question={question} lang={lang} dir={dir} />
              <QuestionFields question={question} index={index} lang={lang} dir={dir} />
            </div>
            <AnswerState questionId={question.id} />
          </fieldset>
        ))}
      </AttemptForm>
    </section>
  )
}
