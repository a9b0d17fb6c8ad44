'use client'

import type { Question } from '@/lib/quizzes/schema/question'
import { LineField, ListField, NumberField, TextArea, Tick } from './builder-controls'
import { QuestionParts, type PartsProps } from './question-parts'

/** All fields of one question. */
export function QuestionEditor({ question, onChange, texts }: PartsProps) {
  const set = (
    change: Partial<Pick<Question, 'name' | 'prompt' | 'points' | 'isPartial' | 'explanation' | 'tags'>>,
  ) => onChange({ ...question, ...change })
  return (
    <div className="grid gap-4">
      <TextArea label={texts.prompt} value={question.prompt} onChange={(prompt) => set({ prompt })} />
      <QuestionParts question={question} onChange={onChange} texts={texts} />
      <div className="grid gap-4 sm:grid-cols-[8rem_1fr]">
        <NumberField
          label={texts.points}
          value={question.points}
          onChange={(points) => set({ points: points ?? 0 })}
        />
        <Tick
          className="self-end"
          label={texts.isPartial}
          value={question.isPartial}
          onChange={(isPartial) => set({ isPartial })}
        />
      </div>
      <TextArea
        label={texts.explanation}
        value={question.explanation}
        onChange={(explanation) => set({ explanation })}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <ListField label={texts.tags} value={question.tags} onChange={(tags) => set({ tags })} />
        <LineField label={texts.name} value={question.name} onChange={(name) => set({ name })} />
      </div>
    </div>
  )
}
