import { getMessages } from 'next-intl/server'
import { getTranslations } from '@/i18n/texts'
import { FormTexts } from '@/components/forms/form-texts'
import type { BankOriginal } from '@/lib/quizzes/bank-link'
import type { QuizDraft } from '@/lib/quizzes/schema/quiz'
import { BuilderForm } from './builder-form'
import { QuizPreview } from './quiz-preview'

type AuthoredQuiz = {
  version: number
  draft: QuizDraft
  publishedNumber: number | null
  isChanged: boolean
  areDrawsNewer: boolean
}

interface QuizBuilderProps {
  lessonId: string
  /** Of `getAuthoredQuiz`. */
  quiz: AuthoredQuiz
  /** Of `listBankOriginals`. */
  originals: readonly BankOriginal[]
  /** Who writes; what was not saved yet is kept in this browser under it. */
  userId: string
  /** Of the course, where it is not the page's. */
  lang: string | undefined
  dir: 'ltr' | 'rtl' | undefined
}

/** The quiz of a lesson for its authors: rules, questions, bank, files, and how it looks to learners. */
export async function QuizBuilder({ lessonId, quiz, originals, userId, lang, dir }: QuizBuilderProps) {
  const [{ quizzes }, t] = await Promise.all([getMessages(), getTranslations('quizzes.builder')])
  const { version, draft, publishedNumber, isChanged, areDrawsNewer } = quiz
  return (
    <FormTexts domains={['quiz', 'course']}>
      <p className="mb-4 text-sm text-muted">
        {publishedNumber === null ? t('notPublished') : t('published', { number: publishedNumber })}{' '}
        {publishedNumber !== null && isChanged ? t('changed') : null}
      </p>
      <BuilderForm
        key={lessonId}
        lessonId={lessonId}
        shelf={`${userId}:${lessonId}`}
        version={version}
        draft={draft}
        originals={originals}
        areDrawsNewer={areDrawsNewer}
        texts={quizzes.builder}
      />
      {draft.questions.length === 0 ? null : (
        <details className="mt-8 rounded-lg border border-line p-4">
          <summary className="min-h-8 font-medium">{t('preview')}</summary>
          <p className="my-3 text-sm text-muted">{t('previewHint')}</p>
          <QuizPreview
            questions={draft.questions}
            shuffleOptions={draft.settings.shuffleOptions}
            lang={lang}
            dir={dir}
          />
        </details>
      )}
    </FormTexts>
  )
}
