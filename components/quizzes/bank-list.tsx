'use client'

import { useState } from 'react'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Icon } from '@/components/ui/icon'
import { TextLink } from '@/components/ui/text-link'
import type { BankTexts } from './bank-texts'
import { filled } from './taking-texts'

export type ListedQuestion = {
  id: string
  title: string
  /** The words of its type. */
  type: string
  tags: readonly string[]
  /** Points, uses and the day of the last change, in words. */
  facts: string
  /** What is lost with it, in words; null where nothing draws it. */
  loss: string | null
}

interface BankListProps {
  questions: readonly ListedQuestion[]
  texts: BankTexts
}

/** The questions of a bank, each with its way in and out; what was deleted here comes back by one press. */
export function BankList({ questions, texts }: BankListProps) {
  const [asked, setAsked] = useState<ListedQuestion | null>(null)
  const [deleted, setDeleted] = useState<ReadonlyMap<string, unknown>>(new Map())
  const [restoredId, setRestored] = useState<string | null>(null)
  const [hasFailed, setFailed] = useState(false)

  const remove = async ({ id }: ListedQuestion) => {
    setAsked(null)
    const gone = await ask(addressOf(id), { method: 'DELETE' })
    setFailed(gone === null)
    if (gone !== null) setDeleted((before) => new Map([...before, [id, gone]]))
  }
  const restore = async (id: string) => {
    const body = JSON.stringify(deleted.get(id))
    const headers = { 'content-type': 'application/json' }
    const isBack = (await ask(`${addressOf(id)}/restore`, { method: 'POST', headers, body })) !== null
    setFailed(!isBack)
    setRestored(isBack ? id : null)
    if (isBack) setDeleted((before) => new Map([...before].filter(([each]) => each !== id)))
  }
  return (
    <>
      <p role="status" className="text-danger empty:hidden">
        {hasFailed ? texts.failed : null}
      </p>
      <ul aria-label={texts.list} className="flex flex-col gap-2">
        {questions.map((question) => (
          <li key={question.id} className="rounded-lg border border-line bg-raised px-4 py-3">
            {deleted.has(question.id) ? (
              <p role="status" className="flex flex-wrap items-center justify-between gap-3 text-muted">
                <span dir="auto" className="min-w-0 wrap-anywhere">
                  {filled(texts.deleted, { title: question.title })}
                </span>
                <Button size="sm" autoFocus onClick={() => void restore(question.id)}>
                  {texts.undo}
                </Button>
              </p>
            ) : (
              <Entry
                question={question}
                texts={texts}
                isRestored={question.id === restoredId}
                onDelete={() => (question.loss === null ? void remove(question) : setAsked(question))}
              />
            )}
          </li>
        ))}
      </ul>
      <Dialog
        id="delete-from-bank"
        role="alertdialog"
        title={texts.deleteTitle}
        description={asked?.loss}
        isOpen={asked !== null}
        onClose={() => setAsked(null)}
      >
        <p dir="auto" className="font-medium wrap-anywhere">
          {asked?.title}
        </p>
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={() => setAsked(null)}>{texts.cancel}</Button>
          <Button variant="danger" onClick={() => (asked === null ? undefined : void remove(asked))}>
            {texts.deleteConfirm}
          </Button>
        </div>
      </Dialog>
    </>
  )
}

interface EntryProps {
  question: ListedQuestion
  /** Whoever brought it back goes on where they were. */
  isRestored: boolean
  onDelete: () => void
  texts: BankTexts
}

function Entry({ question, isRestored, onDelete, texts }: EntryProps) {
  const { id, title, type, tags, facts } = question
  return (
    <div className="flex items-start gap-3">
      <div className="min-w-0 grow">
        <TextLink
          href={`/instructor/questions/${id}`}
          prefetch={false}
          dir="auto"
          className="inline-block max-w-full py-1.5 wrap-anywhere pointer-fine:py-0"
        >
          {title}
        </TextLink>
        <p className="mt-1 flex flex-wrap items-center gap-1.5 text-sm">
          <Badge>{type}</Badge>
          {tags.map((tag) => (
            <Badge key={tag} tone="accent" icon="tag">
              {tag}
            </Badge>
          ))}
        </p>
        <p className="mt-1.5 text-sm text-muted">{facts}</p>
      </div>
      <Button
        variant="quiet"
        size="icon"
        aria-label={filled(texts.delete, { title })}
        autoFocus={isRestored}
        onClick={onDelete}
      >
        <Icon name="trash" size="sm" />
      </Button>
    </div>
  )
}

const addressOf = (id: string) => `/api/authoring/questions/${id}`

/** Null where it could not be asked, or was refused. */
async function ask(address: string, init: RequestInit): Promise<unknown> {
  try {
    const answer = await fetch(address, init)
    if (!answer.ok) return null
    return answer.status === 204 ? true : await answer.json()
  } catch {
    return null
  }
}
