'use client'

import { useState } from 'react'
import { flushSync } from 'react-dom'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { Select } from '@/components/ui/select'
import { QUESTION_TYPES, type QuestionType } from '@/lib/quizzes/constants'
import { titleOf } from '@/lib/quizzes/question-texts'
import type { Question } from '@/lib/quizzes/schema/question'
import type { BuilderTexts } from './builder-texts'
import { FaultPlace, faultsBelow, type Faults } from './faults'
import { copyOfQuestion, newQuestion } from './new-question'
import { promptIdOf } from './prompt-field'
import { QuestionEditor } from './question-editor'
import { filled } from './taking-texts'
import type { BankLinks } from './use-bank-links'

interface QuestionListProps {
  /** The question whose fields are shown. */
  openId: string | null
  onOpen: (id: string | null) => void
  faults: Faults
  questions: readonly Question[]
  onChange: (change: (questions: Question[]) => Question[]) => void
  bank: BankLinks
  texts: BuilderTexts
}

/** The questions in order: each opens to its fields, moves by buttons, is duplicated or deleted, and comes back. */
export function QuestionList(props: QuestionListProps) {
  const { openId, onOpen, faults, questions, onChange, bank, texts } = props
  const [type, setType] = useState<QuestionType>('single')
  const [deleted, setDeleted] = useState<{ question: Question; at: number } | null>(null)
  const move = (at: number, to: number) =>
    onChange((list) => {
      const moved = list[at]
      return moved === undefined ? list : list.toSpliced(at, 1).toSpliced(to, 0, moved)
    })
  const remove = (question: Question, at: number) => {
    setDeleted({ question, at })
    onChange((list) => list.filter(({ id }) => id !== question.id))
  }
  const add = (question: Question, at = questions.length) => {
    flushSync(() => {
      onChange((list) => list.toSpliced(at, 0, question))
      onOpen(question.id)
    })
    const prompt = document.querySelector<HTMLTextAreaElement>(`#${promptIdOf(question)}`)
    prompt?.focus()
    prompt?.select()
  }
  return (
    <div className="flex flex-col gap-3">
      {questions.length === 0 ? <p className="text-muted">{texts.noQuestions}</p> : null}
      <ol className="flex flex-col gap-3">
        {questions.map((question, at) => (
          <li
            key={question.id}
            id={`edited-${question.id}`}
            className="rounded-lg border border-line bg-raised p-4"
          >
            <QuestionHead
              question={question}
              at={at}
              isLast={at === questions.length - 1}
              isOpen={openId === question.id}
              isFaulty={faultsBelow(faults, `draft.questions.${at}`).length > 0}
              isNewerInBank={bank.isNewer(question)}
              texts={texts}
              onToggle={() => onOpen(openId === question.id ? null : question.id)}
              onMove={(to) => move(at, to)}
              onDuplicate={() => add(copyOfQuestion(question), at + 1)}
              onRemove={() => remove(question, at)}
            />
            {openId === question.id ? (
              <div className="mt-4 border-t border-line pt-4">
                {bank.noteOn(question)}
                <FaultPlace key={bank.taken} at={`questions.${at}`}>
                  <QuestionEditor
                    question={question}
                    texts={texts}
                    onChange={(changed) =>
                      onChange((list) => list.map((each) => (each.id === changed.id ? changed : each)))
                    }
                  />
                </FaultPlace>
                {bank.actsOn(question)}
              </div>
            ) : null}
          </li>
        ))}
      </ol>
      {deleted === null ? null : (
        <p role="status" className="flex items-center gap-3 text-sm text-muted">
          {texts.deleted}
          <Button
            size="sm"
            onClick={() => {
              add(deleted.question, deleted.at)
              setDeleted(null)
            }}
          >
            {texts.undo}
          </Button>
        </p>
      )}
      <div className="flex flex-wrap items-end gap-2">
        <div className="w-48">
          <Select
            aria-label={texts.type}
            value={type}
            options={QUESTION_TYPES.map((value) => ({ value, label: texts.types[value] }))}
            onChange={({ target }) =>
              setType(QUESTION_TYPES.find((each) => each === target.value) ?? 'single')
            }
          />
        </div>
        <Button variant="primary" onClick={() => add(newQuestion(type, texts))}>
          <Icon name="plus" size="sm" />
          {texts.add}
        </Button>
      </div>
    </div>
  )
}

interface QuestionHeadProps {
  question: Question
  at: number
  isLast: boolean
  isOpen: boolean
  isFaulty: boolean
  isNewerInBank: boolean
  texts: BuilderTexts
  onToggle: () => void
  onMove: (to: number) => void
  onDuplicate: () => void
  onRemove: () => void
}

function QuestionHead(props: QuestionHeadProps) {
  const { question, at, isLast, isOpen, isFaulty, isNewerInBank, texts } = props
  const { onToggle, onMove, onDuplicate, onRemove } = props
  const label = (text: string) => filled(text, { number: at + 1 })
  const button = { variant: 'quiet', size: 'icon' } as const
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
      <button
        type="button"
        aria-expanded={isOpen}
        aria-label={`${label(isOpen ? texts.close : texts.edit)}: ${titleOf(question)}`}
        onClick={onToggle}
        className="flex min-h-11 min-w-0 grow items-center gap-3 text-left"
      >
        <span className="w-6 shrink-0 text-right text-muted tabular-nums">{at + 1}</span>
        <span dir="auto" className="min-w-0 truncate font-medium">
          {titleOf(question)}
        </span>
      </button>
      <span className="flex flex-wrap items-center gap-1">
        {isFaulty ? <Badge tone="danger">{texts.faulty}</Badge> : null}
        {isNewerInBank ? <Badge tone="accent">{texts.newerInBank}</Badge> : null}
        <Badge>{texts.types[question.type]}</Badge>
        <Button
          {...button}
          aria-label={label(texts.up)}
          aria-disabled={at === 0 || undefined}
          onClick={at === 0 ? undefined : () => onMove(at - 1)}
        >
          <Icon name="arrow-up" size="sm" />
        </Button>
        <Button
          {...button}
          aria-label={label(texts.down)}
          aria-disabled={isLast || undefined}
          onClick={isLast ? undefined : () => onMove(at + 1)}
        >
          <Icon name="arrow-down" size="sm" />
        </Button>
        <Button {...button} aria-label={label(texts.duplicate)} onClick={onDuplicate}>
          <Icon name="copy" size="sm" />
        </Button>
        <Button {...button} aria-label={label(texts.delete)} onClick={onRemove}>
          <Icon name="trash" size="sm" />
        </Button>
      </span>
    </div>
  )
}
