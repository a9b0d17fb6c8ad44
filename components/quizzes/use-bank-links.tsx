'use client'

import { useRouter } from 'next/navigation'
import { useState, type ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { showToast } from '@/components/ui/toast-store'
import {
  newInBank,
  standingInBank,
  withTextOfBank,
  withTextOfQuiz,
  withVersionSeen,
  type BankOriginal,
} from '@/lib/quizzes/bank-link'
import type { Question } from '@/lib/quizzes/schema/question'
import { BankNote } from './bank-note'
import type { BuilderTexts } from './builder-texts'
import { sendToBank } from './send-to-bank'

interface UseBankLinks {
  originals: readonly BankOriginal[]
  onChange: (questionId: string, change: (question: Question) => Question) => void
  texts: BuilderTexts
}

export type BankLinks = {
  /** How often a text was taken: fields that were filled before begin anew with it. */
  taken: number
  isNewer: (question: Question) => boolean
  /** How it stands to the one in the bank, and what can be done about it; nothing where both are the same. */
  noteOn: (question: Question) => ReactNode
  /** The way into the bank, for a question that is not there. */
  actsOn: (question: Question) => ReactNode
}

/** What ties the questions of a quiz to their author's bank. Nothing is taken from there, or put back, but by a choice. */
export function useBankLinks({ originals, onChange, texts }: UseBankLinks): BankLinks {
  const router = useRouter()
  const [taken, setTaken] = useState(0)
  const originalOf = ({ bank }: Question) => originals.find(({ id }) => id === bank?.questionId)

  const send = async (question: Question, original: BankOriginal | undefined) => {
    const sent =
      original === undefined
        ? await sendToBank({ version: 0, question: newInBank(question) })
        : await sendToBank({
            questionId: original.id,
            version: original.version,
            question: withTextOfQuiz(original, question),
          })
    if (sent.state === 'conflict') router.refresh()
    if (sent.state !== 'saved') return showToast(texts[FAILURES[sent.state]], 'danger')
    const { questionId: id, version } = sent
    onChange(question.id, (mine) => withVersionSeen(mine, { id, version }))
    showToast(original === undefined ? texts.inBank : texts.putBackDone, 'success')
  }
  const take = (question: Question, original: BankOriginal) => {
    onChange(question.id, (mine) => withTextOfBank(mine, original))
    setTaken(taken + 1)
  }
  return {
    taken,
    isNewer: (question) => {
      const original = originalOf(question)
      return original !== undefined && standingInBank(question, original) === 'newer'
    },
    noteOn: (question) => {
      const original = originalOf(question)
      return original === undefined ? null : (
        <BankNote
          question={question}
          original={original}
          onTake={() => take(question, original)}
          onKeep={() => onChange(question.id, (mine) => withVersionSeen(mine, original))}
          onPutBack={() => void send(question, original)}
          texts={texts}
        />
      )
    },
    actsOn: (question) =>
      originalOf(question) === undefined ? (
        <Button size="sm" variant="quiet" className="mt-4" onClick={() => void send(question, undefined)}>
          {texts.toBank}
        </Button>
      ) : null,
  }
}

const FAILURES = { conflict: 'bankMeanwhile', refused: 'bankRefused', lost: 'readFailed' } as const
