import type { AssignmentTask } from '@/lib/assignments/dto'

/** An assignment as its author types it: figures are text, so that they may be half written. */
export type BuilderLevel = { id: string; title: string; description: string; points: string }
export type BuilderCriterion = { id: string; title: string; description: string; levels: BuilderLevel[] }
export type BuilderValues = {
  instructions: string
  dueDay: string
  dueTime: string
  dueZone: string
  lateRule: string
  percentPerDay: string
  floorPercent: string
  submissionTypes: string[]
  points: string
  passPercent: string
  attempts: string
  counts: string
  rubric: BuilderCriterion[]
}

export function valuesOf(task: AssignmentTask, timeZone: string): BuilderValues {
  return {
    instructions: task.instructions,
    dueDay: task.due?.day ?? '',
    dueTime: task.due?.time ?? '23:59',
    dueZone: task.due?.timeZone ?? timeZone,
    lateRule: task.late.rule,
    percentPerDay: String(task.late.percentPerDay),
    floorPercent: String(task.late.floorPercent),
    submissionTypes: [...task.submissionTypes],
    points: String(task.points),
    passPercent: String(task.passPercent),
    attempts: String(task.attempts),
    counts: task.counts,
    rubric: task.rubric.map((criterion) => ({
      ...criterion,
      levels: criterion.levels.map((level) => ({ ...level, points: String(level.points) })),
    })),
  }
}

/** The body of the call that saves; what is no number is sent as it is, and refused at its field. */
export function bodyOf(values: BuilderValues, version: number): object {
  return {
    version,
    instructions: values.instructions,
    due: values.dueDay === '' ? null : { day: values.dueDay, time: values.dueTime, timeZone: values.dueZone },
    late: {
      rule: values.lateRule,
      percentPerDay: figure(values.percentPerDay),
      floorPercent: figure(values.floorPercent),
    },
    submissionTypes: values.submissionTypes,
    points: figure(values.points),
    passPercent: figure(values.passPercent),
    attempts: figure(values.attempts),
    counts: values.counts,
    rubric: values.rubric.map((criterion) => ({
      ...criterion,
      levels: criterion.levels.map((level) => ({ ...level, points: figure(level.points) })),
    })),
  }
}

/** The sum of each criterion's best level. */
export function rubricSum(rubric: readonly BuilderCriterion[]): number {
  const best = ({ levels }: BuilderCriterion) =>
    Math.max(0, ...levels.map(({ points }) => Number(points) || 0))
  return Math.round(rubric.reduce((sum, criterion) => sum + best(criterion), 0) * 100) / 100
}

/** An id that nothing has by birth: a digit is in it. */
export function newPartId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(8))
  return `p0${[...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`
}

function figure(text: string): number | string {
  const number = Number(text.replace(',', '.'))
  return text.trim() === '' || Number.isNaN(number) ? text : number
}
