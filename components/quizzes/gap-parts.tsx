'use client'

import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { newPartId } from '@/lib/quizzes/part-ids'
import type { QuestionOf } from '@/lib/quizzes/schema/question'
import type { BuilderTexts } from './builder-texts'
import { newOption, OptionRows } from './choice-parts'
import { FaultPlace, ListFault } from './faults'
import type { PartsProps } from './parts-props'
import { takeFromPrompt, typeIntoPrompt } from './prompt-field'
import { filled } from './taking-texts'
import { AcceptedTexts } from './written-parts'

type Gap = QuestionOf<'gaps'>['gaps'][number]

/** The gaps of a text, each with what may stand there. Adding one puts its place into the question. */
export function GapParts({ question, onChange, texts }: PartsProps<QuestionOf<'gaps'>>) {
  const place = (id: string) => `[[gap:${id}]]`
  const add = (gap: Gap) =>
    onChange({ ...question, prompt: typeIntoPrompt(question, place(gap.id)), gaps: [...question.gaps, gap] })
  const set = (gap: Gap) =>
    onChange({ ...question, gaps: question.gaps.map((each) => (each.id === gap.id ? gap : each)) })
  const remove = (id: string) =>
    onChange({
      ...question,
      prompt: takeFromPrompt(question, place(id)),
      gaps: question.gaps.filter((gap) => gap.id !== id),
    })
  return (
    <div className="grid gap-4">
      <p className="text-sm text-muted">{texts.gapHint}</p>
      {question.gaps.map((gap, at) => (
        <section
          key={gap.id}
          aria-label={filled(texts.gap, { number: at + 1 })}
          className="rounded-md border border-line p-3"
        >
          <div className="mb-3 flex items-center justify-between gap-3">
            <h4 className="text-sm font-semibold">
              {filled(texts.gap, { number: at + 1 })}{' '}
              <code className="font-normal text-muted">{place(gap.id)}</code>
            </h4>
            {question.gaps.length > 1 ? (
              <Button variant="quiet" size="sm" onClick={() => remove(gap.id)}>
                {filled(texts.removeGap, { number: at + 1 })}
              </Button>
            ) : null}
          </div>
          <FaultPlace at={`gaps.${at}`}>
            {gap.kind === 'text' ? (
              <AcceptedTexts rules={gap} texts={texts} onChange={(rules) => set({ ...gap, ...rules })} />
            ) : (
              <OptionRows
                options={gap.options}
                isSingle
                onChange={(options) => set({ ...gap, options })}
                texts={texts}
              />
            )}
          </FaultPlace>
        </section>
      ))}
      <ListFault name="gaps" />
      <div className="flex flex-wrap gap-2">
        <Button size="sm" onClick={() => add(textGap(texts))}>
          <Icon name="plus" size="sm" />
          {texts.addTextGap}
        </Button>
        <Button size="sm" onClick={() => add(choiceGap(texts))}>
          <Icon name="plus" size="sm" />
          {texts.addChoiceGap}
        </Button>
      </div>
    </div>
  )
}

function textGap(texts: BuilderTexts): Gap {
  const accepted = [{ text: texts.newWord, share: 100, feedback: '' }]
  return { id: newPartId(), kind: 'text', caseMatters: false, accentsMatter: true, accepted }
}

function choiceGap(texts: BuilderTexts): Gap {
  const options = [newOption(texts.newRight, 100), newOption(texts.newWrong, 0)]
  return { id: newPartId(), kind: 'choice', options }
}
