'use client'

import { newPartId } from '@/lib/quizzes/part-ids'
import type { QuestionOf } from '@/lib/quizzes/schema/question'
import { FaultPlace } from './faults'
import { PartRows } from './part-rows'
import { PartTextField } from './part-text-field'
import type { PartsProps } from './parts-props'
import { filled } from './taking-texts'

const entry = (text: string) => ({ id: newPartId(), text })

export function OrderingParts({ question, onChange, texts }: PartsProps<QuestionOf<'ordering'>>) {
  return (
    <div className="grid gap-3">
      <p className="text-sm text-muted">{texts.orderHint}</p>
      <PartRows
        name="entries"
        parts={question.entries}
        onChange={(entries) => onChange({ ...question, entries })}
        least={2}
        make={() => entry(`${texts.newSecond} ${question.entries.length + 1}`)}
        partLabel={texts.entry}
        addLabel={texts.addEntry}
        texts={texts}
        isOrdered
      >
        {(part, set, number) => (
          <PartTextField
            label={filled(texts.entry, { number })}
            value={part.text}
            onChange={(text) => set({ ...part, text })}
            texts={texts}
          />
        )}
      </PartRows>
    </div>
  )
}

export function MatchingParts(props: PartsProps<QuestionOf<'matching'>>) {
  const { question, onChange, texts } = props
  return (
    <div className="grid gap-3">
      <PartRows
        name="pairs"
        parts={question.pairs}
        onChange={(pairs) => onChange({ ...question, pairs })}
        least={2}
        make={() => ({
          ...entry(`${texts.newLeft} ${question.pairs.length + 1}`),
          match: entry(`${texts.newMatch} ${question.pairs.length + 1}`),
        })}
        partLabel={texts.pair}
        addLabel={texts.addPair}
        texts={texts}
      >
        {(pair, set, number) => (
          <div className="grid gap-3 sm:grid-cols-2">
            <PartTextField
              label={filled(texts.pair, { number })}
              value={pair.text}
              onChange={(text) => set({ ...pair, text })}
              texts={texts}
            />
            <FaultPlace at="match">
              <PartTextField
                label={filled(texts.match, { number })}
                value={pair.match.text}
                onChange={(text) => set({ ...pair, match: { ...pair.match, text } })}
                texts={texts}
              />
            </FaultPlace>
          </div>
        )}
      </PartRows>
      <Extras {...props} />
    </div>
  )
}

function Extras({ question, onChange, texts }: PartsProps<QuestionOf<'matching'>>) {
  return (
    <PartRows
      name="extras"
      parts={question.extras}
      onChange={(extras) => onChange({ ...question, extras })}
      least={0}
      make={() => entry(filled(texts.extra, { number: question.extras.length + 1 }))}
      partLabel={texts.extra}
      addLabel={texts.addExtra}
      texts={texts}
    >
      {(extra, set, number) => (
        <PartTextField
          label={filled(texts.extra, { number })}
          value={extra.text}
          onChange={(text) => set({ ...extra, text })}
          texts={texts}
        />
      )}
    </PartRows>
  )
}
