'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { useFormTexts } from '@/components/forms/form-texts-provider'
import type { Question } from '@/lib/quizzes/schema/question'
import type { BankTexts } from './bank-texts'
import type { BuilderTexts } from './builder-texts'
import { presentVersion, sendDraft } from './draft-keeper'
import { FaultsProvider } from './faults'
import { QuestionEditor } from './question-editor'
import { wordsOfRefusal } from './refusal-words'
import { SaveLine } from './save-line'
import { WorkSaver } from './work-saver'

interface BankQuestionFormProps {
  questionId: string
  /** Names the person and the question in this browser. */
  shelf: string
  version: number
  question: Question
  texts: BankTexts
  builder: BuilderTexts
}

/** A question of the bank with the fields that it has in a quiz; saved as it goes. */
export function BankQuestionForm(props: BankQuestionFormProps) {
  const { questionId, shelf, version, question: first, texts, builder } = props
  const router = useRouter()
  const [saver] = useState(
    () => new WorkSaver({ ...doorOf(questionId), shelf, refresh: () => router.refresh() }, version, first),
  )
  const { draft, state, refusal } = useSyncExternalStore(saver.subscribe, saver.current, saver.current)
  useEffect(() => saver.follow(), [saver])
  const { errors } = useFormTexts()
  const words = { ...builder, conflict: texts.conflict }
  const { faults, general } = wordsOfRefusal(refusal, { texts: words, errors })
  const goTo = () =>
    document.querySelector<HTMLElement>('#bank-question :is([aria-invalid="true"], [data-fault])')?.focus()
  return (
    <FaultsProvider faults={faults} place="question">
      <div id="bank-question" className="flex flex-col gap-4">
        <SaveLine {...{ state, faults, saver }} texts={words} refusal={general} onGoTo={goTo} />
        <QuestionEditor
          question={draft}
          texts={words}
          onChange={(question) => saver.change(() => question)}
        />
      </div>
    </FaultsProvider>
  )
}

/** The way to a question of the own bank. */
function doorOf(questionId: string) {
  return {
    send: (version: number, question: Question) =>
      sendDraft('POST', '/api/authoring/questions', { questionId, version, question }),
    presentVersion: () => presentVersion(`/api/authoring/questions/${questionId}`),
  }
}
