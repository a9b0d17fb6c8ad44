import type { PartChange, PartDifference } from '@/lib/courses/lesson-parts'
import type { AssignmentTask } from './dto'
import type { Criterion } from './schema'

/**
 * How an assignment as it is written differs from what learners have (null: nothing yet), for who decides whether they get
 * it: the task with its rules, then each criterion of its rubric.
 */
export function assignmentDifferences(
  before: AssignmentTask | null,
  after: AssignmentTask,
): PartDifference[] {
  const old = before === null ? new Map<string, Shown>() : shownOf(before)
  const changes = [...shownOf(after)].flatMap(([field, { text, isCode }]) =>
    changed({ field, before: old.get(field)?.text ?? '', after: text, isCode }),
  )
  const kind = before === null ? 'added' : 'changed'
  return [
    ...(changes.length === 0 ? [] : [{ kind, what: 'task', title: '', changes } as const]),
    ...criterionDifferences(before?.rubric ?? [], after.rubric),
  ]
}

type Shown = { text: string; isCode: boolean }

/** All that its author writes of an assignment but the rubric, as text that people can compare. */
function shownOf(task: AssignmentTask): Map<string, Shown> {
  const { instructions, due, late, submissionTypes, points, passPercent, attempts, counts, rubric } = task
  const words = (value: string | number) => ({ text: String(value), isCode: false })
  const code = (text: string) => ({ text, isCode: true })
  const isDeducted = late.rule === 'deducted'
  return new Map<string, Shown>([
    ['instructions', words(instructions)],
    ['due', words(due === null ? '' : `${due.day} ${due.time} ${due.timeZone}`)],
    ['late', code(late.rule)],
    ['percentPerDay', words(isDeducted ? late.percentPerDay : '')],
    ['floorPercent', words(isDeducted ? late.floorPercent : '')],
    ['submissionTypes', code(submissionTypes.join(', '))],
    // With a rubric its own maximum counts.
    ['points', words(rubric.length === 0 ? points : '')],
    ['passPercent', words(passPercent)],
    ['attempts', words(attempts)],
    ['counts', code(counts)],
  ])
}

function criterionDifferences(before: readonly Criterion[], after: readonly Criterion[]): PartDifference[] {
  const old = new Map(before.map((criterion) => [criterion.id, criterion]))
  const now = new Set(after.map(({ id }) => id))
  const differ = after.flatMap((criterion): PartDifference[] => {
    const was = old.get(criterion.id)
    const changes = [
      ...changed({ field: 'title', before: was?.title ?? '', after: criterion.title }),
      ...changed({ field: 'description', before: was?.description ?? '', after: criterion.description }),
      ...changed({ field: 'levels', before: levelsOf(was), after: levelsOf(criterion) }),
    ]
    const kind = was === undefined ? 'added' : 'changed'
    return changes.length === 0 ? [] : [{ kind, what: 'criterion', title: criterion.title, changes }]
  })
  const gone = before
    .filter(({ id }) => !now.has(id))
    .map(({ title }): PartDifference => ({ kind: 'removed', what: 'criterion', title, changes: [] }))
  return [...differ, ...gone]
}

function levelsOf(criterion: Criterion | undefined): string {
  return (criterion?.levels ?? [])
    .map(
      ({ points, title, description }) =>
        `${points}: ${title}${description === '' ? '' : ` (${description})`}`,
    )
    .join('\n')
}

function changed({ isCode = false, ...change }: PartChange): PartChange[] {
  return change.before === change.after ? [] : [{ ...change, ...(isCode && { isCode }) }]
}
