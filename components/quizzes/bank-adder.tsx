'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { Select } from '@/components/ui/select'
import { showToast } from '@/components/ui/toast-store'
import { QUESTION_TYPES, type QuestionType } from '@/lib/quizzes/constants'
import type { BankTexts } from './bank-texts'
import type { BuilderTexts } from './builder-texts'
import { newQuestion } from './new-question'
import { sendToBank } from './send-to-bank'

interface BankAdderProps {
  /** The address of the bank, as it stands in this locale. */
  here: string
  texts: BankTexts
  builder: BuilderTexts
}

/** Makes a question of a kind in the bank and goes to its fields. */
export function BankAdder({ here, texts, builder }: BankAdderProps) {
  const router = useRouter()
  const [type, setType] = useState<QuestionType>('single')
  const [isPending, setPending] = useState(false)
  const add = async () => {
    setPending(true)
    const sent = await sendToBank({ version: 0, question: newQuestion(type, builder) })
    if (sent.state === 'saved') return router.push(`${here}/${sent.questionId}`)
    setPending(false)
    showToast(texts.failed, 'danger')
  }
  return (
    <div className="flex flex-wrap items-end gap-2">
      <div className="w-44">
        <Select
          aria-label={texts.type}
          value={type}
          options={QUESTION_TYPES.map((value) => ({ value, label: builder.types[value] }))}
          onChange={({ target }) => setType(QUESTION_TYPES.find((each) => each === target.value) ?? 'single')}
        />
      </div>
      <Button variant="primary" isPending={isPending} onClick={() => void add()}>
        <Icon name="plus" size="sm" />
        {texts.add}
      </Button>
    </div>
  )
}
