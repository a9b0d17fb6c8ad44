'use client'

import { useState } from 'react'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { LinkButton } from '@/components/ui/link-button'
import { TextLink } from '@/components/ui/text-link'
import { takenFromBank, type BankOriginal } from '@/lib/quizzes/bank-link'
import { titleOf } from '@/lib/quizzes/question-texts'
import type { Question } from '@/lib/quizzes/schema/question'
import { LineField } from './builder-controls'
import type { BuilderTexts } from './builder-texts'

type Page = { items: BankOriginal[]; nextCursor: string | null }

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
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-end gap-3">
        <LineField className="w-60" label={texts.allTags} value={tag} onChange={setTag} />
        <Button onClick={() => void show(null)}>{texts.show}</Button>
        <LinkButton href="/instructor/questions" prefetch={false} variant="quiet">
          {texts.openBank}
        </LinkButton>
      </div>
      <div role="status">
        {isLost ? <p className="text-danger">{texts.readFailed}</p> : null}
        {page?.items.length === 0 ? <p className="text-muted">{texts.bankEmpty}</p> : null}
      </div>
      <ul className="flex flex-col gap-2">
        {page?.items.map((original) => (
          <li
            key={original.id}
            className="flex flex-wrap items-center gap-3 rounded-md border border-line px-3 py-2"
          >
            <TextLink
              href={`/instructor/questions/${original.id}`}
              prefetch={false}
              dir="auto"
              className="min-w-0 grow truncate"
            >
              {titleOf(original.question)}
            </TextLink>
            <Badge>{texts.types[original.question.type]}</Badge>
            <Button
              size="sm"
              onClick={() => {
                onAdd(takenFromBank(original))
                setTaken(new Set([...taken, original.id]))
              }}
            >
              {taken.has(original.id) ? texts.taken : texts.take}
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
