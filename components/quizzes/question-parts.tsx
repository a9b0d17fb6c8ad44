'use client'

import { newPartId } from '@/lib/quizzes/part-ids'
import type { Question, QuestionOf } from '@/lib/quizzes/schema/question'
import { ChoiceField, LineField, ListField, NumberField, Tick } from './builder-controls'
import type { BuilderTexts } from './builder-texts'
import { GapParts } from './gap-parts'
import { PartRows } from './part-rows'
import { filled } from './taking-texts'

export interface PartsProps<T extends Question = Question> {
  question: T
  onChange: (question: Question) => void
  texts: BuilderTexts
}

/** The fields of what a question's type is about. */
export function QuestionParts(props: PartsProps) {
  const { question } = props
  switch (question.type) {
    case 'single':
    case 'multiple':
      return <Options {...props} question={question} />
    case 'trueFalse':
      return <TrueFalse {...props} question={question} />
    case 'shortText':
      return <ShortText {...props} question={question} />
    case 'number':
      return <Numbers {...props} question={question} />
    case 'ordering':
      return <Ordering {...props} question={question} />
    case 'matching':
      return <Matching {...props} question={question} />
    case 'gaps':
      return <GapParts {...props} question={question} />
  }
}

type Choices = QuestionOf<'single'> | QuestionOf<'multiple'>

function Options({ question, onChange, texts }: PartsProps<Choices>) {
  const isSingle = question.type === 'single'
  const options = (list: Choices['options']) => onChange({ ...question, options: list })
  /** Of a single choice the new right one takes the place of the old. */
  const setRight = (id: string, isRight: boolean) =>
    options(
      question.options.map((option) =>
        option.id === id
          ? { ...option, share: isRight ? 100 : 0 }
          : isSingle && isRight && option.share === 100
            ? { ...option, share: 0 }
            : option,
      ),
    )
  return (
    <PartRows
      parts={question.options}
      onChange={options}
      least={2}
      make={() => ({
        id: newPartId(),
        text: `${texts.newWrong} ${question.options.length + 1}`,
        share: 0,
        feedback: '',
      })}
      addLabel={texts.addOption}
      texts={texts}
      isOrdered
    >
      {(option, set, number) => (
        <>
          <LineField
            label={filled(texts.option, { number })}
            value={option.text}
            onChange={(text) => set({ ...option, text })}
          />
          <div className="flex flex-wrap items-end gap-x-6 gap-y-2">
            <Tick
              label={texts.right}
              value={option.share === 100}
              onChange={(isRight) => setRight(option.id, isRight)}
            />
            <LineField
              className="min-w-48 grow"
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

function TrueFalse({ question, onChange, texts }: PartsProps<QuestionOf<'trueFalse'>>) {
  return (
    <div className="grid gap-3">
      <Tick
        label={texts.isTrue}
        value={question.isTrue}
        onChange={(isTrue) => onChange({ ...question, isTrue })}
      />
      <LineField
        label={texts.feedbackOnTrue}
        value={question.feedbackOnTrue}
        onChange={(feedbackOnTrue) => onChange({ ...question, feedbackOnTrue })}
      />
      <LineField
        label={texts.feedbackOnFalse}
        value={question.feedbackOnFalse}
        onChange={(feedbackOnFalse) => onChange({ ...question, feedbackOnFalse })}
      />
    </div>
  )
}

type Texts = Pick<QuestionOf<'shortText'>, 'accepted' | 'caseMatters' | 'accentsMatter'>

/** Accepted spellings and their rules, of a short text or of a gap. */
export function AcceptedTexts({
  rules,
  onChange,
  texts,
}: {
  rules: Texts
  onChange: (rules: Texts) => void
  texts: BuilderTexts
}) {
  return (
    <div className="grid gap-3">
      <PartRows
        parts={rules.accepted}
        onChange={(accepted) => onChange({ ...rules, accepted })}
        least={1}
        make={() => ({ text: `${texts.newWord} ${rules.accepted.length + 1}`, share: 100, feedback: '' })}
        addLabel={texts.addAccepted}
        texts={texts}
      >
        {(accepted, set, number) => (
          <div className="grid gap-3 sm:grid-cols-[1fr_8rem]">
            <LineField
              label={filled(texts.accepted, { number })}
              value={accepted.text}
              onChange={(text) => set({ ...accepted, text })}
            />
            <NumberField
              label={texts.share}
              value={accepted.share}
              onChange={(share) => set({ ...accepted, share: share ?? 0 })}
            />
          </div>
        )}
      </PartRows>
      <div className="flex flex-wrap gap-x-6">
        <Tick
          label={texts.caseMatters}
          value={rules.caseMatters}
          onChange={(caseMatters) => onChange({ ...rules, caseMatters })}
        />
        <Tick
          label={texts.accentsMatter}
          value={rules.accentsMatter}
          onChange={(accentsMatter) => onChange({ ...rules, accentsMatter })}
        />
      </div>
    </div>
  )
}

function ShortText({ question, onChange, texts }: PartsProps<QuestionOf<'shortText'>>) {
  return (
    <AcceptedTexts rules={question} texts={texts} onChange={(rules) => onChange({ ...question, ...rules })} />
  )
}

function Numbers({ question, onChange, texts }: PartsProps<QuestionOf<'number'>>) {
  return (
    <div className="grid gap-3">
      <PartRows
        parts={question.accepted}
        onChange={(accepted) => onChange({ ...question, accepted })}
        least={1}
        make={() => ({
          value: 0,
          tolerance: 0,
          toleranceKind: 'absolute' as const,
          share: 100,
          feedback: '',
        })}
        addLabel={texts.addAccepted}
        texts={texts}
      >
        {(accepted, set) => (
          <div className="grid gap-3 sm:grid-cols-4">
            <NumberField
              label={texts.value}
              value={accepted.value}
              onChange={(value) => set({ ...accepted, value: value ?? 0 })}
            />
            <NumberField
              label={texts.tolerance}
              value={accepted.tolerance}
              onChange={(tolerance) => set({ ...accepted, tolerance: tolerance ?? 0 })}
            />
            <ChoiceField
              label={texts.toleranceKind}
              value={accepted.toleranceKind}
              onChange={(toleranceKind) => set({ ...accepted, toleranceKind })}
              options={[
                { value: 'absolute', label: texts.absolute },
                { value: 'percent', label: texts.percent },
              ]}
            />
            <NumberField
              label={texts.share}
              value={accepted.share}
              onChange={(share) => set({ ...accepted, share: share ?? 0 })}
            />
          </div>
        )}
      </PartRows>
      <ListField
        label={texts.units}
        value={question.units}
        onChange={(units) => onChange({ ...question, units })}
      />
      <Tick
        label={texts.isUnitRequired}
        value={question.isUnitRequired}
        onChange={(isUnitRequired) => onChange({ ...question, isUnitRequired })}
      />
    </div>
  )
}

function Ordering({ question, onChange, texts }: PartsProps<QuestionOf<'ordering'>>) {
  return (
    <div className="grid gap-3">
      <p className="text-sm text-muted">{texts.orderHint}</p>
      <PartRows
        parts={question.entries}
        onChange={(entries) => onChange({ ...question, entries })}
        least={2}
        make={() => ({ id: newPartId(), text: `${texts.newSecond} ${question.entries.length + 1}` })}
        addLabel={texts.addEntry}
        texts={texts}
        isOrdered
      >
        {(entry, set, number) => (
          <LineField
            label={filled(texts.entry, { number })}
            value={entry.text}
            onChange={(text) => set({ ...entry, text })}
          />
        )}
      </PartRows>
    </div>
  )
}

function Matching({ question, onChange, texts }: PartsProps<QuestionOf<'matching'>>) {
  const entry = (text: string) => ({ id: newPartId(), text })
  return (
    <div className="grid gap-3">
      <PartRows
        parts={question.pairs}
        onChange={(pairs) => onChange({ ...question, pairs })}
        least={2}
        make={() => ({
          ...entry(`${texts.newLeft} ${question.pairs.length + 1}`),
          match: entry(`${texts.newMatch} ${question.pairs.length + 1}`),
        })}
        addLabel={texts.addPair}
        texts={texts}
      >
        {(pair, set, number) => (
          <div className="grid gap-3 sm:grid-cols-2">
            <LineField
              label={filled(texts.pair, { number })}
              value={pair.text}
              onChange={(text) => set({ ...pair, text })}
            />
            <LineField
              label={texts.match}
              value={pair.match.text}
              onChange={(text) => set({ ...pair, match: { ...pair.match, text } })}
            />
          </div>
        )}
      </PartRows>
      <PartRows
        parts={question.extras}
        onChange={(extras) => onChange({ ...question, extras })}
        least={0}
        make={() => entry(filled(texts.extra, { number: question.extras.length + 1 }))}
        addLabel={texts.addExtra}
        texts={texts}
      >
        {(extra, set, number) => (
          <LineField
            label={filled(texts.extra, { number })}
            value={extra.text}
            onChange={(text) => set({ ...extra, text })}
          />
        )}
      </PartRows>
    </div>
  )
}
