'use client'

import type { QuestionOf } from '@/lib/quizzes/schema/question'
import { ChoiceField, LineField, ListField, NeededNumber, Tick } from './builder-controls'
import type { BuilderTexts } from './builder-texts'
import { PartRows } from './part-rows'
import type { PartsProps } from './parts-props'
import { filled } from './taking-texts'

type Texts = Pick<QuestionOf<'shortText'>, 'accepted' | 'caseMatters' | 'accentsMatter'>

interface AcceptedTextsProps {
  rules: Texts
  onChange: (rules: Texts) => void
  texts: BuilderTexts
}

/** Accepted spellings and their rules, of a short text or of a gap. */
export function AcceptedTexts({ rules, onChange, texts }: AcceptedTextsProps) {
  return (
    <div className="grid gap-3">
      <PartRows
        name="accepted"
        parts={rules.accepted}
        onChange={(accepted) => onChange({ ...rules, accepted })}
        least={1}
        make={() => ({ text: `${texts.newWord} ${rules.accepted.length + 1}`, share: 100, feedback: '' })}
        partLabel={texts.accepted}
        addLabel={texts.addAccepted}
        texts={texts}
      >
        {(accepted, set, number) => (
          <>
            <div className="grid gap-3 sm:grid-cols-[1fr_9rem]">
              <LineField
                name="text"
                label={filled(texts.accepted, { number })}
                value={accepted.text}
                onChange={(text) => set({ ...accepted, text })}
              />
              <NeededNumber
                name="share"
                label={texts.share}
                value={accepted.share}
                onChange={(share) => set({ ...accepted, share })}
              />
            </div>
            <FeedbackField part={accepted} onChange={set} texts={texts} />
          </>
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

interface FeedbackFieldProps<T> {
  part: T
  onChange: (part: T) => void
  texts: BuilderTexts
}

function FeedbackField<T extends { feedback: string }>({ part, onChange, texts }: FeedbackFieldProps<T>) {
  return (
    <LineField
      name="feedback"
      label={texts.feedbackToAnswer}
      value={part.feedback}
      onChange={(feedback) => onChange({ ...part, feedback })}
    />
  )
}

export function ShortTextParts({ question, onChange, texts }: PartsProps<QuestionOf<'shortText'>>) {
  return (
    <AcceptedTexts rules={question} texts={texts} onChange={(rules) => onChange({ ...question, ...rules })} />
  )
}

type AcceptedNumber = QuestionOf<'number'>['accepted'][number]

const ONE: AcceptedNumber = { value: 1, tolerance: 0, toleranceKind: 'absolute', share: 100, feedback: '' }

export function NumberParts({ question, onChange, texts }: PartsProps<QuestionOf<'number'>>) {
  return (
    <div className="grid gap-3">
      <PartRows
        name="accepted"
        parts={question.accepted}
        onChange={(accepted) => onChange({ ...question, accepted })}
        least={1}
        make={() => ONE}
        partLabel={texts.accepted}
        addLabel={texts.addAccepted}
        texts={texts}
      >
        {(accepted, set) => (
          <>
            <AcceptedNumberFields accepted={accepted} onChange={set} texts={texts} />
            <FeedbackField part={accepted} onChange={set} texts={texts} />
          </>
        )}
      </PartRows>
      <ListField
        name="units"
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

interface AcceptedNumberProps {
  accepted: AcceptedNumber
  onChange: (accepted: AcceptedNumber) => void
  texts: BuilderTexts
}

function AcceptedNumberFields({ accepted, onChange, texts }: AcceptedNumberProps) {
  return (
    <div className="grid gap-3 sm:grid-cols-4">
      <NeededNumber
        name="value"
        label={texts.value}
        value={accepted.value}
        onChange={(value) => onChange({ ...accepted, value })}
      />
      <NeededNumber
        name="tolerance"
        label={texts.tolerance}
        value={accepted.tolerance}
        onChange={(tolerance) => onChange({ ...accepted, tolerance })}
      />
      <ChoiceField
        label={texts.toleranceKind}
        value={accepted.toleranceKind}
        onChange={(toleranceKind) => onChange({ ...accepted, toleranceKind })}
        options={[
          { value: 'absolute', label: texts.absolute },
          { value: 'percent', label: texts.percent },
        ]}
      />
      <NeededNumber
        name="share"
        label={texts.share}
        value={accepted.share}
        onChange={(share) => onChange({ ...accepted, share })}
      />
    </div>
  )
}
