'use client'

import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { TextLink } from '@/components/ui/text-link'
import { changesInBank, standingInBank, type BankOriginal } from '@/lib/quizzes/bank-link'
import type { Question } from '@/lib/quizzes/schema/question'
import type { BuilderTexts } from './builder-texts'

interface BankNoteProps {
  question: Question
  original: BankOriginal
  onTake: () => void
  /** The bank's newer text is not wanted here. */
  onKeep: () => void
  onPutBack: () => void
  texts: BuilderTexts
}

/** How a question of a quiz stands to the one in its author's bank: what differs, and each way to end that. */
export function BankNote({ question, original, onTake, onKeep, onPutBack, texts }: BankNoteProps) {
  const standing = standingInBank(question, original)
  const there = (
    <TextLink href={`/instructor/questions/${original.id}`} prefetch={false}>
      {texts.seeInBank}
    </TextLink>
  )
  if (standing === 'same')
    return (
      <p className="mb-4 text-sm text-muted">
        {texts.fromYourBank} {there}
      </p>
    )
  const isNewer = standing === 'newer'
  return (
    <Notice
      tone={isNewer ? 'accent' : 'neutral'}
      title={isNewer ? texts.newerTitle : texts.editedTitle}
      className="mb-5"
    >
      <p>
        {isNewer ? texts.newerText : texts.editedText} {there}
      </p>
      <Differences question={question} original={original} texts={texts} />
      <div className="mt-3 flex flex-wrap gap-2">
        <Button size="sm" variant={isNewer ? 'primary' : 'secondary'} onClick={onTake}>
          {isNewer ? texts.takeNewer : texts.takeBank}
        </Button>
        {isNewer ? (
          <Button size="sm" onClick={onKeep}>
            {texts.keepHere}
          </Button>
        ) : null}
        <Button size="sm" onClick={onPutBack}>
          {texts.putBack}
        </Button>
      </div>
    </Notice>
  )
}

function Differences({ question, original, texts }: Pick<BankNoteProps, 'question' | 'original' | 'texts'>) {
  const changes = changesInBank(question, original)
  if (changes.length === 0) return <p className="mt-2 text-muted">{texts.onlyDetails}</p>
  const sides = [texts.inThisQuiz, texts.inYourBank] as const
  return (
    <dl aria-label={texts.difference} className="mt-3 flex flex-col gap-3">
      {changes.map(({ field, before, after, isCode }) => (
        <div key={field}>
          <dt className="font-medium">{fieldName(field, texts)}</dt>
          {[before, after].map((text, at) => (
            <dd key={sides[at]} className="mt-1 grid gap-x-3 sm:grid-cols-[8rem_1fr]">
              <span className="text-muted">{sides[at]}</span>
              <span dir="auto" className="min-w-0 wrap-anywhere whitespace-pre-wrap">
                {isCode ? codeWords(text, texts) : text || texts.nothingThere}
              </span>
            </dd>
          ))}
        </div>
      ))}
    </dl>
  )
}

function fieldName(field: string, texts: BuilderTexts): string {
  const names: Readonly<Record<string, string>> = {
    questionType: texts.type,
    prompt: texts.prompt,
    answers: texts.answers,
    caseMatters: texts.caseMatters,
    accentsMatter: texts.accentsMatter,
    isUnitRequired: texts.isUnitRequired,
    isPartial: texts.isPartial,
    explanation: texts.explanation,
    tags: texts.tagsDiffer,
  }
  return names[field] ?? field
}

function codeWords(code: string, texts: BuilderTexts): string {
  const types: Readonly<Record<string, string>> = texts.types
  if (code === 'true') return texts.yes
  return code === 'false' ? texts.no : (types[code] ?? texts.nothingThere)
}
