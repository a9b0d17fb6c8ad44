'use client'

import { MarkdownEditor } from '@/components/editor/markdown-editor'
import { sendPicture } from '@/components/media/send-picture'
import { QUIZ_LIMITS } from '@/lib/quizzes/constants'
import type { Question } from '@/lib/quizzes/schema/question'
import { LineField, ListField, NeededNumber, Tick } from './builder-controls'
import { useFault } from './faults'
import type { PartsProps } from './parts-props'
import { promptIdOf } from './prompt-field'
import { QuestionParts } from './question-parts'

/** All fields of one question. */
export function QuestionEditor({ question, onChange, texts }: PartsProps) {
  const set = (
    change: Partial<Pick<Question, 'name' | 'prompt' | 'points' | 'isPartial' | 'explanation' | 'tags'>>,
  ) => onChange({ ...question, ...change })
  const written = { onUpload: sendPicture, isPictureNameless: true } as const
  return (
    <div className="grid gap-4">
      <MarkdownEditor
        {...written}
        id={promptIdOf(question)}
        name="prompt"
        label={texts.prompt}
        hint={texts.textHint}
        defaultValue={question.prompt}
        onChange={(prompt) => set({ prompt })}
        error={useFault('prompt')}
        maxLength={QUIZ_LIMITS.promptLength}
        rows={4}
      />
      <QuestionParts question={question} onChange={onChange} texts={texts} />
      <div className="grid gap-4 sm:grid-cols-[8rem_1fr]">
        <NeededNumber
          name="points"
          label={texts.points}
          value={question.points}
          onChange={(points) => set({ points })}
        />
        <Tick
          className="self-end"
          label={texts.isPartial}
          value={question.isPartial}
          onChange={(isPartial) => set({ isPartial })}
        />
      </div>
      <MarkdownEditor
        {...written}
        name="explanation"
        label={texts.explanation}
        defaultValue={question.explanation}
        onChange={(explanation) => set({ explanation })}
        error={useFault('explanation')}
        maxLength={QUIZ_LIMITS.explanationLength}
        rows={3}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <ListField name="tags" label={texts.tags} value={question.tags} onChange={(tags) => set({ tags })} />
        <LineField name="name" label={texts.name} value={question.name} onChange={(name) => set({ name })} />
      </div>
    </div>
  )
}
