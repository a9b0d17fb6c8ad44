'use client'

import { useId } from 'react'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'
import { Notice } from '@/components/ui/notice'
import { Radio } from '@/components/ui/radio'
import { Textarea } from '@/components/ui/textarea'
import { ASSIGNMENT_LIMITS } from '@/lib/assignments/constants'
import type { AssignmentTask, GradedNow, TeacherWork } from '@/lib/assignments/dto'
import { useActionForm } from '@/lib/platform/forms/use-action-form'
import { gradeSubmissionAction } from '@/lib/progress/actions/grading'
import { filled } from './draft-texts'
import type { GradingTexts } from './grading-texts'

interface GradingFormProps {
  work: Pick<TeacherWork, 'id' | 'version' | 'state' | 'grade'>
  task: Pick<AssignmentTask, 'rubric' | 'outOf'>
  lateNote: string | null
  unreachable: string
  somebody: string
  errorTexts: Readonly<Record<string, string>>
  texts: GradingTexts
}

/** One grade: a level of each criterion or points, a comment, held back or shown. Works without scripts. */
export function GradingForm(props: GradingFormProps) {
  const { work, task, lateNote, unreachable, errorTexts, texts } = props
  const { formProps, failure, isPending, result, initialValueOf } = useActionForm({
    action: gradeSubmissionAction,
    unreachable,
    defaultValues: defaultsOf(work, task),
  })
  const id = useId()
  const conflict = result?.ok ? result.data.conflict : null
  // What was typed is graded upon what the other one did only when that is chosen by its button.
  const version = conflict?.version ?? work.version
  const code = failure?.fields?.['points']
  const pointsError = code === undefined ? undefined : (errorTexts[code] ?? errorTexts['invalid'])
  const hasRubric = task.rubric.length > 0
  const outOf = String(task.outOf)
  return (
    <form {...formProps} className="flex flex-col gap-5">
      <input type="hidden" name="submissionId" value={work.id} />
      <input type="hidden" name="version" value={version} />
      {task.rubric.map((criterion) => (
        <Levels key={criterion.id} criterion={criterion} chosen={initialValueOf(`choices.${criterion.id}`)} />
      ))}
      <div className="flex flex-col gap-1.5">
        <label htmlFor={`${id}-points`} className="text-sm font-medium">
          {hasRubric ? texts.pointsInstead : texts.points}
        </label>
        <Input
          id={`${id}-points`}
          name="points"
          inputMode="decimal"
          autoComplete="off"
          required={!hasRubric}
          defaultValue={initialValueOf('points')}
          aria-describedby={`${id}-points-hint${pointsError ? ` ${id}-points-error` : ''}`}
          aria-invalid={pointsError ? true : undefined}
          className="max-w-32"
        />
        <p id={`${id}-points-hint`} className="text-sm text-muted">
          {filled(hasRubric ? texts.pointsInsteadHint : texts.pointsHint, { outOf })}
          {lateNote === null ? null : <span className="block">{lateNote}</span>}
        </p>
        {pointsError ? (
          <p id={`${id}-points-error`} className="text-sm text-danger">
            {pointsError}
          </p>
        ) : null}
      </div>
      <div className="flex flex-col gap-1.5">
        <label htmlFor={`${id}-comment`} className="text-sm font-medium">
          {texts.comment}
        </label>
        <Textarea
          id={`${id}-comment`}
          name="comment"
          dir="auto"
          maxLength={ASSIGNMENT_LIMITS.commentLength}
          defaultValue={initialValueOf('comment')}
          aria-describedby={`${id}-comment-hint`}
        />
        <p id={`${id}-comment-hint`} className="text-sm text-muted">
          {texts.commentHint}
        </p>
      </div>
      {failure && pointsError === undefined ? (
        <Notice tone="danger" role="alert">
          {failure.message}
        </Notice>
      ) : null}
      {conflict === null ? null : <Conflict now={conflict} somebody={props.somebody} texts={texts} />}
      <div className="flex flex-wrap items-center gap-2">
        {work.state === 'released' ? (
          <Button type="submit" variant="primary" isPending={isPending}>
            {conflict ? texts.putMine : texts.save}
          </Button>
        ) : (
          <>
            <Button type="submit" name="isReleased" value="true" variant="primary" isPending={isPending}>
              {texts.release}
            </Button>
            <Button type="submit" name="isReleased" value="false" isPending={isPending}>
              {texts.hold}
            </Button>
          </>
        )}
        <p role="status" className="text-sm text-muted">
          {result?.ok && conflict === null && !isPending ? texts.saved : ''}
        </p>
      </div>
    </form>
  )
}

function Levels({ criterion, chosen }: { criterion: AssignmentTask['rubric'][number]; chosen?: string }) {
  return (
    <fieldset>
      <legend className="text-sm font-medium">{criterion.title}</legend>
      {criterion.description ? <p className="text-sm text-muted">{criterion.description}</p> : null}
      <div className="mt-1 flex flex-col">
        {criterion.levels.map((level) => (
          <label
            key={level.id}
            className="flex min-h-11 cursor-pointer items-start gap-3 py-2 pointer-fine:min-h-9 pointer-fine:py-1"
          >
            <Radio
              name={`choices.${criterion.id}`}
              value={level.id}
              defaultChecked={chosen === level.id}
              className="mt-0.5"
            />
            <span>
              {level.title}
              <span className="text-muted tabular-nums">{` · ${level.points}`}</span>
              {level.description ? (
                <span className="block text-sm text-muted">{level.description}</span>
              ) : null}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

/** What the other grader did, and the choice between it and what stands in the form. */
function Conflict({ now, somebody, texts }: { now: GradedNow; somebody: string; texts: GradingTexts }) {
  const name = now.by ?? somebody
  return (
    <Notice
      tone="warning"
      role="alert"
      title={
        now.score === null
          ? filled(texts.conflictState, { name })
          : filled(texts.conflict, { name, score: String(now.score), outOf: String(now.outOf) })
      }
    >
      {now.comment ? <p className="mt-1">{filled(texts.conflictComment, { comment: now.comment })}</p> : null}
      {/* The page anew, with what is stored. */}
      <a href="" className="mt-2 inline-flex min-h-11 items-center font-medium underline underline-offset-3">
        {texts.keepTheirs}
      </a>
    </Notice>
  )
}

function defaultsOf(
  { grade }: GradingFormProps['work'],
  { rubric }: GradingFormProps['task'],
): Record<string, string> {
  if (grade === null) return {}
  const choices = Object.entries(grade.choices).map(([criterion, level]) => [`choices.${criterion}`, level])
  const sum = rubric.reduce((total, { id, levels }) => {
    const level = levels.find((each) => each.id === grade.choices[id])
    return total + Math.round((level?.points ?? 0) * 100)
  }, 0)
  const isSum = choices.length > 0 && sum === Math.round(grade.points * 100)
  return {
    ...Object.fromEntries(choices),
    points: isSum ? '' : String(grade.points),
    comment: grade.comment,
  }
}
