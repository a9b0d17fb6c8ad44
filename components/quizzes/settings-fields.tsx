'use client'

import type { QuizSettings } from '@/lib/quizzes/schema/quiz'
import type { BuilderTexts } from './builder-texts'
import { ChoiceField, NeededNumber, NumberField, Tick } from './builder-controls'
import { Input } from '@/components/ui/input'

interface SettingsFieldsProps {
  settings: QuizSettings
  onChange: (settings: QuizSettings) => void
  texts: BuilderTexts
}

/** The rules a quiz is taken by. */
export function SettingsFields({ settings, onChange, texts }: SettingsFieldsProps) {
  const set = (change: Partial<QuizSettings>) => onChange({ ...settings, ...change })
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <NumberField
        name="timeLimitMinutes"
        label={texts.timeLimit}
        hint={texts.timeLimitHint}
        step={1}
        value={settings.timeLimitMinutes}
        onChange={(timeLimitMinutes) => set({ timeLimitMinutes })}
      />
      <NumberField
        name="attempts"
        label={texts.attempts}
        hint={texts.attemptsHint}
        step={1}
        value={settings.attempts}
        onChange={(attempts) => set({ attempts })}
      />
      <NeededNumber
        name="passPercent"
        label={texts.passPercent}
        value={settings.passPercent}
        onChange={(passPercent) => set({ passPercent })}
      />
      <ChoiceField
        label={texts.counts}
        value={settings.counts}
        onChange={(counts) => set({ counts })}
        options={[
          { value: 'best', label: texts.countsBest },
          { value: 'last', label: texts.countsLast },
          { value: 'average', label: texts.countsAverage },
        ]}
      />
      <ChoiceField
        label={texts.showAnswers}
        value={settings.showAnswers}
        onChange={(showAnswers) =>
          set({
            showAnswers,
            showAnswersAt: showAnswers === 'onDate' ? new Date().toISOString() : null,
          })
        }
        options={[
          { value: 'afterHandIn', label: texts.showAfterHandIn },
          { value: 'afterPass', label: texts.showAfterPass },
          { value: 'afterLastAttempt', label: texts.showAfterLastAttempt },
          { value: 'onDate', label: texts.showOnDate },
          { value: 'never', label: texts.showNever },
        ]}
      />
      {settings.showAnswers === 'onDate' ? (
        <label className="flex flex-col gap-1.5 text-sm font-medium">
          {texts.showAnswersAt}
          <Input
            type="datetime-local"
            defaultValue={localOf(settings.showAnswersAt)}
            onChange={({ target }) => {
              const at = new Date(target.value)
              if (!Number.isNaN(at.getTime())) set({ showAnswersAt: at.toISOString() })
            }}
          />
        </label>
      ) : null}
      <div className="flex flex-wrap gap-x-6 gap-y-2 sm:col-span-2">
        <Tick
          label={texts.shuffleQuestions}
          value={settings.shuffleQuestions}
          onChange={(shuffleQuestions) => set({ shuffleQuestions })}
        />
        <Tick
          label={texts.shuffleOptions}
          value={settings.shuffleOptions}
          onChange={(shuffleOptions) => set({ shuffleOptions })}
        />
      </div>
    </div>
  )
}

/** A moment as the field of the browser writes it, in the browser's own zone. */
function localOf(moment: string | null): string {
  if (moment === null) return ''
  const at = new Date(moment)
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}
