'use client'

import { newPartId } from '@/lib/quizzes/part-ids'
import type { Option, QuestionOf } from '@/lib/quizzes/schema/question'
import { LineField, NeededNumber, Tick } from './builder-controls'
import type { BuilderTexts } from './builder-texts'
import { PartRows } from './part-rows'
import { PartTextField } from './part-text-field'
import type { PartsProps } from './parts-props'
import { filled } from './taking-texts'

type Choices = QuestionOf<'single'> | QuestionOf<'multiple'>

export function OptionParts({ question, onChange, texts }: PartsProps<Choices>) {
  return (
    <OptionRows
      options={question.options}
      isSingle={question.type === 'single'}
      onChange={(options) => onChange({ ...question, options })}
      texts={texts}
    />
  )
}

interface OptionRowsProps {
  options: Option[]
  /** One is right, and others may earn a part; else each is right or wrong. */
  isSingle: boolean
  onChange: (options: Option[]) => void
  texts: BuilderTexts
}

/** What there is to choose among, in a question or in a gap of its text. */
export function OptionRows({ options, isSingle, onChange, texts }: OptionRowsProps) {
  /** Of a single choice the new right one takes the place of the old. */
  const setRight = (id: string, isRight: boolean) =>
    onChange(
      options.map((option) => {
        if (option.id === id) return { ...option, share: isRight ? 100 : 0 }
        return isSingle && isRight && option.share === 100 ? { ...option, share: 0 } : option
      }),
    )
  return (
    <PartRows
      name="options"
      parts={options}
      onChange={onChange}
      least={2}
      make={() => newOption(`${texts.newWrong} ${options.length + 1}`, 0)}
      partLabel={texts.option}
      addLabel={texts.addOption}
      texts={texts}
      isOrdered
    >
      {(option, set, number) => (
        <>
          <PartTextField
            label={filled(texts.option, { number })}
            value={option.text}
            onChange={(text) => set({ ...option, text })}
            texts={texts}
          />
          <div className="flex flex-wrap items-end gap-x-6 gap-y-2">
            <Tick
              label={texts.right}
              value={option.share === 100}
              onChange={(isRight) => setRight(option.id, isRight)}
            />
            {isSingle && option.share !== 100 ? (
              <NeededNumber
                className="w-36"
                name="share"
                label={texts.share}
                value={option.share}
                onChange={(share) => set({ ...option, share })}
              />
            ) : null}
            <LineField
              className="min-w-48 grow"
              name="feedback"
              label={texts.feedback}
              value={option.feedback}
              onChange={(feedback) => set({ ...option, feedback })}
            />
          </div>
        </>
      )}
    </PartRows>
  )
}

export function newOption(text: string, share: number): Option {
  return { id: newPartId(), text, share, feedback: '' }
}

export function TrueFalseParts({ question, onChange, texts }: PartsProps<QuestionOf<'trueFalse'>>) {
  return (
    <div className="grid gap-3">
      <Tick
        label={texts.isTrue}
        value={question.isTrue}
        onChange={(isTrue) => onChange({ ...question, isTrue })}
      />
      {(['feedbackOnTrue', 'feedbackOnFalse'] as const).map((name) => (
        <LineField
          key={name}
          name={name}
          label={texts[name]}
          value={question[name]}
          onChange={(feedback) => onChange({ ...question, [name]: feedback })}
        />
      ))}
    </div>
  )
}
