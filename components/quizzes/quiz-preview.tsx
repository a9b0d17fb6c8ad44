import { useTranslations } from '@/i18n/texts'
import type { Question } from '@/lib/quizzes/schema/question'
import { toAskedQuestion } from '@/lib/quizzes/dto'
import { QuestionFields } from './question-fields'
import { QuestionPrompt } from './question-prompt'

interface QuizPreviewProps {
  questions: readonly Question[]
  shuffleOptions: boolean
  lang: string | undefined
  dir: 'ltr' | 'rtl' | undefined
}

/** Questions as learners will see them; drawn ones are chosen when an attempt begins. */
export function QuizPreview({ questions, shuffleOptions, lang, dir }: QuizPreviewProps) {
  const t = useTranslations('quizzes.taking')
  const order = { seed: 'preview', shuffleOptions }
  return (
    <ol className="flex flex-col gap-6">
      {questions.map((question, index) => {
        const asked = toAskedQuestion(question, order)
        return (
          <li key={question.id} className="rounded-lg border border-line p-4">
            <p className="mb-3 text-sm text-muted">
              {t('of', { number: index + 1, count: questions.length })}
            </p>
            <div className="flex flex-col gap-4">
              <QuestionPrompt question={asked} lang={lang} dir={dir} />
              <QuestionFields question={{ ...asked, answer: null }} index={index} lang={lang} dir={dir} />
            </div>
          </li>
        )
      })}
    </ol>
  )
}
