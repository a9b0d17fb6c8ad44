'use client'

import { useActionState, type FormEvent } from 'react'
import { MarkdownEditor } from '@/components/editor/markdown-editor'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { Notice } from '@/components/ui/notice'
import { saveAssignmentAction } from '@/lib/assignments/actions'
import {
  ASSIGNMENT_LIMITS as LIMITS,
  COUNTED_GRADES,
  LATE_RULES,
  SUBMISSION_TYPES,
} from '@/lib/assignments/constants'
import type { AssignmentTask } from '@/lib/assignments/dto'
import { BuilderField } from './builder-field'
import type { BuilderTexts } from './builder-texts'
import { rubricSum } from './builder-values'
import { filled } from './draft-texts'
import { RubricEditor } from './rubric-editor'
import { useBuilder, type Builder } from './use-builder'

export interface AssignmentBuilderProps {
  lessonId: string
  task: AssignmentTask
  version: number
  /** For an assignment that has no due date yet. */
  timeZone: string
  zones: readonly string[]
  lateLabels: Readonly<Record<(typeof LATE_RULES)[number], string>>
  typeLabels: Readonly<Record<(typeof SUBMISSION_TYPES)[number], string>>
  countLabels: Readonly<Record<(typeof COUNTED_GRADES)[number], string>>
  /** Sentences for the codes of wrong fields. */
  errorTexts: Readonly<Record<string, string>>
  texts: BuilderTexts
}

/** An assignment as its author makes it: saved while it is written; without scripts, by its button. */
export function AssignmentBuilder(props: AssignmentBuilderProps) {
  const { lessonId, task, version, timeZone, texts, errorTexts } = props
  const builder = useBuilder(lessonId, { task, version, timeZone })
  const [posted, post] = useActionState(saveAssignmentAction, null)
  const { values, store, errors } = builder
  const errorOf = (path: string) => {
    const code = errors[path] ?? (posted?.ok === false ? posted.error.fields?.[path] : undefined)
    return code === undefined ? undefined : (errorTexts[code] ?? errorTexts['invalid'])
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void store.send()
  }
  return (
    <form action={post} onSubmit={submit} className="flex flex-col gap-8">
      <input type="hidden" name="lessonId" value={lessonId} />
      <input type="hidden" name="version" value={version} />
      <MarkdownEditor
        key={builder.generation}
        name="instructions"
        label={texts.instructions}
        hint={texts.instructionsHint}
        defaultValue={values.instructions}
        maxLength={LIMITS.instructionsLength}
        error={errorOf('instructions')}
        rows={12}
        onChange={(instructions) => store.change({ instructions })}
      />
      <Dates {...props} builder={builder} errorOf={errorOf} />
      <HandingIn {...props} builder={builder} errorOf={errorOf} />
      <RubricEditor
        rubric={values.rubric}
        onChange={(rubric) => store.change({ rubric })}
        errorOf={errorOf}
        texts={texts}
      />
      <Saving builder={builder} held={{ task, version, timeZone }} texts={texts} posted={posted} />
    </form>
  )
}

type PartProps = AssignmentBuilderProps & { builder: Builder; errorOf: (path: string) => string | undefined }

function Dates({ builder: { values, store }, errorOf, zones, lateLabels, texts }: PartProps) {
  return (
    <fieldset className="flex flex-col gap-4">
      <legend className="mb-3 text-lg font-semibold">{texts.due}</legend>
      <div className="grid gap-4 sm:grid-cols-3">
        <BuilderField
          name="due.day"
          label={texts.dueDay}
          type="date"
          value={values.dueDay}
          hint={texts.dueHint}
          error={errorOf('due.day') ?? errorOf('due')}
          onValue={(dueDay) => store.change({ dueDay })}
        />
        <BuilderField
          name="due.time"
          label={texts.dueTime}
          type="time"
          value={values.dueTime}
          error={errorOf('due.time')}
          onValue={(dueTime) => store.change({ dueTime })}
        />
        <BuilderField
          name="due.timeZone"
          label={texts.dueZone}
          value={values.dueZone}
          list="assignment-zones"
          error={errorOf('due.timeZone')}
          onValue={(dueZone) => store.change({ dueZone })}
        />
        <datalist id="assignment-zones">
          {zones.map((zone) => (
            <option key={zone} value={zone} />
          ))}
        </datalist>
      </div>
      <div className="grid gap-4 sm:grid-cols-3">
        <BuilderField
          name="late.rule"
          label={texts.late}
          value={values.lateRule}
          options={LATE_RULES.map((value) => ({ value, label: lateLabels[value] }))}
          onValue={(lateRule) => store.change({ lateRule })}
        />
        {values.lateRule === 'deducted' ? (
          <>
            <BuilderField
              name="late.percentPerDay"
              label={texts.percentPerDay}
              value={values.percentPerDay}
              inputMode="numeric"
              error={errorOf('late.percentPerDay')}
              onValue={(percentPerDay) => store.change({ percentPerDay })}
            />
            <BuilderField
              name="late.floorPercent"
              label={texts.floorPercent}
              value={values.floorPercent}
              inputMode="numeric"
              error={errorOf('late.floorPercent')}
              onValue={(floorPercent) => store.change({ floorPercent })}
            />
          </>
        ) : null}
      </div>
    </fieldset>
  )
}

function HandingIn({ builder: { values, store }, errorOf, typeLabels, countLabels, texts }: PartProps) {
  const toggle = (type: string, isChosen: boolean) =>
    store.change({
      submissionTypes: SUBMISSION_TYPES.filter((each) =>
        each === type ? isChosen : values.submissionTypes.includes(each),
      ),
    })
  const typesError = errorOf('submissionTypes')
  return (
    <>
      <fieldset>
        <legend className="mb-1 text-lg font-semibold">{texts.types}</legend>
        <div className="flex flex-wrap gap-x-6">
          {SUBMISSION_TYPES.map((type) => (
            <label key={type} className="flex min-h-11 cursor-pointer items-center gap-3">
              <Checkbox
                name="submissionTypes"
                value={type}
                checked={values.submissionTypes.includes(type)}
                onChange={(event) => toggle(type, event.target.checked)}
              />
              {typeLabels[type]}
            </label>
          ))}
        </div>
        {typesError ? <p className="text-sm text-danger">{typesError}</p> : null}
      </fieldset>
      <div className="grid gap-4 sm:grid-cols-4">
        <BuilderField
          name="points"
          label={texts.points}
          value={values.points}
          inputMode="decimal"
          hint={
            values.rubric.length > 0
              ? filled(texts.pointsByRubric, { points: String(rubricSum(values.rubric)) })
              : undefined
          }
          error={errorOf('points')}
          onValue={(points) => store.change({ points })}
        />
        <BuilderField
          name="passPercent"
          label={texts.passPercent}
          value={values.passPercent}
          inputMode="numeric"
          error={errorOf('passPercent')}
          onValue={(passPercent) => store.change({ passPercent })}
        />
        <BuilderField
          name="attempts"
          label={texts.attempts}
          value={values.attempts}
          inputMode="numeric"
          hint={texts.attemptsHint}
          error={errorOf('attempts')}
          onValue={(attempts) => store.change({ attempts })}
        />
        <BuilderField
          name="counts"
          label={texts.counts}
          value={values.counts}
          options={COUNTED_GRADES.map((value) => ({ value, label: countLabels[value] }))}
          onValue={(counts) => store.change({ counts })}
        />
      </div>
    </>
  )
}

interface SavingProps {
  builder: Builder
  held: Parameters<Builder['store']['keepMine']>[0]
  texts: BuilderTexts
  posted: Awaited<ReturnType<typeof saveAssignmentAction>> | null
}

/** How far it has come, and the choice where somebody else saved meanwhile. */
function Saving({ builder: { state, refusal, store }, held, texts, posted }: SavingProps) {
  const says = {
    idle: '',
    conflict: '',
    saved: texts.saved,
    sending: texts.sending,
    waiting: texts.waiting,
    invalid: texts.invalid,
    refused: filled(texts.refused, { message: refusal }),
  }[state]
  return (
    <div className="sticky bottom-0 z-10 border-t border-line bg-surface py-3">
      {state === 'conflict' ? (
        <Notice tone="warning" role="alert" title={texts.conflict} className="mb-3">
          <div className="mt-2 flex flex-wrap gap-2">
            <Button size="sm" onClick={() => store.takeTheirs(held)}>
              {texts.reload}
            </Button>
            <Button size="sm" onClick={() => store.keepMine(held)}>
              {texts.keepMine}
            </Button>
          </div>
        </Notice>
      ) : null}
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" variant="primary">
          {texts.save}
        </Button>
        <p role="status" className="text-sm text-muted">
          {says}
        </p>
        {posted?.ok === false ? <p className="text-sm text-danger">{posted.error.message}</p> : null}
      </div>
    </div>
  )
}
