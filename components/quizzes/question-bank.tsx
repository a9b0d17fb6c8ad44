'use client'

import { useState } from 'react'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { titleOf } from '@/lib/quizzes/question-texts'
import type { Question } from '@/lib/quizzes/schema/question'
import { LineField } from './builder-controls'
import type { BuilderTexts } from './builder-texts'
import { copyOfQuestion } from './new-question'

type Entry = { id: string; question: Question }
type Page = { items: Entry[]; nextCursor: string | null }

interface QuestionBankProps {
  onAdd: (question: Question) => void
  texts: BuilderTexts
}

/** The author's own bank, by tag: copies of its questions go into the quiz. */
export function QuestionBank({ onAdd, texts }: QuestionBankProps) {
  const [tag, setTag] = useState('')
  const [page, setPage] = useState<Page | null>(null)
  const [taken, setTaken] = useState<ReadonlySet<string>>(new Set())
  const [isLost, setLost] = useState(false)

  const show = async (cursor: string | null) => {
    const found = await readPage(tag, cursor)
    setLost(found === null)
    if (found !== null)
      setPage(cursor === null ? found : { ...found, items: [...(page?.items ?? []), ...found.items] })
  }
  const remove = async (id: string) => {
    const answer = await fetch(`/api/authoring/questions/${id}`, { method: 'DELETE' }).catch(() => null)
    if (answer?.ok && page !== null)
      setPage({ ...page, items: page.items.filter((entry) => entry.id !== id) })
    else setLost(true)
  }
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-end gap-3">
        <LineField className="w-60" label={texts.allTags} value={tag} onChange={setTag} />
        <Button onClick={() => void show(null)}>{texts.show}</Button>
      </div>
      <div role="status">
        {isLost ? <p className="text-danger">{texts.readFailed}</p> : null}
        {page?.items.length === 0 ? <p className="text-muted">{texts.bankEmpty}</p> : null}
      </div>
      <ul className="flex flex-col gap-2">
        {page?.items.map(({ id, question }) => (
          <li key={id} className="flex flex-wrap items-center gap-3 rounded-md border border-line px-3 py-2">
            <span dir="auto" className="min-w-0 grow truncate">
              {titleOf(question)}
            </span>
            <Badge>{texts.types[question.type]}</Badge>
            <Button
              size="sm"
              onClick={() => {
                onAdd(copyOfQuestion(question))
                setTaken(new Set([...taken, id]))
              }}
            >
              {taken.has(id) ? texts.taken : texts.take}
            </Button>
            <Button size="sm" variant="danger-quiet" onClick={() => void remove(id)}>
              {texts.deleteFromBank}
            </Button>
          </li>
        ))}
      </ul>
      {page?.nextCursor ? (
        <div>
          <Button size="sm" onClick={() => void show(page.nextCursor)}>
            {texts.older}
          </Button>
        </div>
      ) : null}
    </div>
  )
}

async function readPage(tag: string, cursor: string | null): Promise<Page | null> {
  const query = new URLSearchParams({ ...(tag.trim() && { tag: tag.trim() }), ...(cursor && { cursor }) })
  try {
    const answer = await fetch(`/api/authoring/questions?${query}`)
    return answer.ok ? ((await answer.json()) as Page) : null
  } catch {
    return null
  }
}

/** Whether it is in the bank now. */
export async function putIntoBank(question: Question): Promise<boolean> {
  try {
    const answer = await fetch('/api/authoring/questions', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ version: 0, question: copyOfQuestion(question) }),
    })
    return answer.ok
  } catch {
    return false
  }
}
