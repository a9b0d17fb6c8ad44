'use client'

import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { newPartId } from '@/lib/quizzes/part-ids'
import type { QuestionOf } from '@/lib/quizzes/schema/question'
import { LineField, Tick } from './builder-controls'
import type { BuilderTexts } from './builder-texts'
import { PartRows } from './part-rows'
import { AcceptedTexts, type PartsProps } from './question-parts'
import { filled } from './taking-texts'

type Gap = QuestionOf<'gaps'>['gaps'][number]

/** The gaps of a text, each with what may stand there. Adding one puts its place at the end of the question. */
export function GapParts({ question, onChange, texts }: PartsProps<QuestionOf<'gaps'>>) {
  const place = (id: string) => `[[gap:${id}]]`
  const add = (gap: Gap) =>
    onChange({ ...question, prompt: `${question.prompt} ${place(gap.id)}`, gaps: [...question.gaps, gap] })
  const set = (gap: Gap) =>
    onChange({ ...question, gaps: question.gaps.map((each) => (each.id === gap.id ? gap : each)) })
  const remove = (id: string) =>
    onChange({
      ...question,
      prompt: question.prompt.replace(place(id), '').trim(),
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
          {gap.kind === 'text' ? (
            <AcceptedTexts rules={gap} texts={texts} onChange={(rules) => set({ ...gap, ...rules })} />
          ) : (
            <ChoiceGap gap={gap} onChange={set} texts={texts} />
          )}
        </section>
      ))}
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

interface ChoiceGapProps {
  gap: Extract<Gap, { kind: 'choice' }>
  onChange: (gap: Gap) => void
  texts: BuilderTexts
}

function ChoiceGap({ gap, onChange, texts }: ChoiceGapProps) {
  const setRight = (id: string) =>
    onChange({
      ...gap,
      options: gap.options.map((option) => ({ ...option, share: option.id === id ? 100 : 0 })),
    })
  return (
    <PartRows
      parts={gap.options}
      onChange={(options) => onChange({ ...gap, options })}
      least={2}
      make={() => ({
        id: newPartId(),
        text: `${texts.newWrong} ${gap.options.length + 1}`,
        share: 0,
        feedback: '',
      })}
      addLabel={texts.addOption}
      texts={texts}
    >
      {(option, set, number) => (
        <>
          <LineField
            label={filled(texts.option, { number })}
            value={option.text}
            onChange={(text) => set({ ...option, text })}
          />
          <Tick label={texts.right} value={option.share === 100} onChange={() => setRight(option.id)} />
        </>
      )}
    </PartRows>
  )
}

function textGap(texts: BuilderTexts): Gap {
  const accepted = [{ text: texts.newWord, share: 100, feedback: '' }]
  return { id: newPartId(), kind: 'text', caseMatters: false, accentsMatter: true, accepted }
}

function choiceGap(texts: BuilderTexts): Gap {
  const option = (text: string, share: number) => ({ id: newPartId(), text, share, feedback: '' })
  return {
    id: newPartId(),
    kind: 'choice',
    options: [option(texts.newRight, 100), option(texts.newWrong, 0)],
  }
}
