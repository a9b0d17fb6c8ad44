'use client'

import { useRouter } from 'next/navigation'
import { showToast } from '@/components/ui/toast-store'
import type { BankTexts } from './bank-texts'
import type { BuilderTexts } from './builder-texts'
import { QuestionFiles } from './question-files'
import { filled } from './taking-texts'

interface BankFilesProps {
  /** Which questions go out, as a query. */
  exported: string
  texts: BankTexts
  builder: BuilderTexts
}

/** Questions of a file into the bank, all or none, and those that are shown as a file. */
export function BankFiles({ exported, texts, builder }: BankFilesProps) {
  const router = useRouter()
  return (
    <QuestionFiles
      address={BANK}
      exported={exported}
      texts={builder}
      onAdd={async (questions, file) => {
        const failure = await keep(file)
        if (failure !== null) return texts[failure]
        showToast(filled(texts.filled, { count: questions.length }), 'success')
        router.refresh()
        return null
      }}
    />
  )
}

const BANK = '/api/authoring/questions'

async function keep(file: object): Promise<'full' | 'mutePicture' | 'failed' | null> {
  try {
    const answer = await fetch(`${BANK}/import`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...file, isKept: true }),
    })
    if (answer.ok) return null
    if (answer.status === 409) return 'full'
    return answer.status === 422 ? 'mutePicture' : 'failed'
  } catch {
    return 'failed'
  }
}
