import { useLocale, useTranslations } from '@/i18n/texts'
import { Markdown } from '@/components/editor/markdown'
import { Badge, type Tone } from '@/components/ui/badge'
import type { AssignmentTask, LearnerWork } from '@/lib/assignments/dto'
import { formatMoment } from '@/lib/utils/dates'
import { RubricTable } from './rubric-table'
import { WorkView } from './work-view'

interface AttemptHistoryProps {
  attempts: readonly LearnerWork[]
  task: AssignmentTask
  timeZone: string
}

const TONES: Record<LearnerWork['state'], Tone> = {
  draft: 'neutral',
  waiting: 'accent',
  returned: 'warning',
  graded: 'success',
}

/** What a learner handed in, newest first, with what was said of it. */
export function AttemptHistory({ attempts, task, timeZone }: AttemptHistoryProps) {
  const t = useTranslations('assignments.history')
  const locale = useLocale()
  return (
    <ol className="flex flex-col gap-4">
      {attempts.map((work) => (
        <li key={work.id} className="rounded-lg border border-line bg-raised p-4 sm:p-5">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <h3 className="font-semibold">{t('attempt', { number: work.attempt })}</h3>
            <Badge tone={TONES[work.state]}>{t(`state.${work.state}`)}</Badge>
            {work.daysLate > 0 ? <Badge tone="warning">{t('late', { days: work.daysLate })}</Badge> : null}
          </div>
          {work.submittedAt === null ? null : (
            <p className="mt-1 text-sm text-muted">
              {t('submitted', { moment: formatMoment(new Date(work.submittedAt), { locale, timeZone }) })}
            </p>
          )}
          <Said work={work} task={task} timeZone={timeZone} />
          <details className="mt-3 border-t border-line pt-2">
            <summary className="flex min-h-11 w-fit items-center text-sm font-medium text-accent">
              {t('show')}
            </summary>
            <div className="pt-2">
              <WorkView work={work} />
            </div>
          </details>
        </li>
      ))}
    </ol>
  )
}

/** The grade with its rubric and comment, or why the work was sent back. */
function Said({ work, task, timeZone }: { work: LearnerWork; task: AssignmentTask; timeZone: string }) {
  const t = useTranslations('assignments.history')
  const locale = useLocale()
  const { returned, grade } = work
  const who = (by: string | null, at: string) => ({
    name: by ?? t('somebody'),
    moment: formatMoment(new Date(at), { locale, timeZone }),
  })
  if (returned !== null)
    return (
      <div className="mt-3">
        <p className="text-sm text-muted">{t('returnedBy', who(returned.by, returned.at))}</p>
        <Markdown source={returned.comment} className="mt-2" />
      </div>
    )
  if (grade === null) return null
  return (
    <div className="mt-3 flex flex-col gap-3">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="text-lg font-semibold tabular-nums">
          {t('score', { score: String(grade.score), outOf: String(grade.outOf) })}
        </span>
        <Badge tone={grade.isPassed ? 'success' : 'danger'} icon={grade.isPassed ? 'check' : 'x'}>
          {grade.isPassed ? t('passed') : t('notPassed')}
        </Badge>
      </p>
      {grade.points === grade.score ? null : (
        <p className="text-sm text-muted">{t('beforeLate', { points: String(grade.points) })}</p>
      )}
      <p className="text-sm text-muted">{t('gradedBy', who(grade.by, grade.at))}</p>
      {grade.comment ? <Markdown source={grade.comment} /> : null}
      {Object.keys(grade.choices).length === 0 ? null : (
        <RubricTable rubric={task.rubric} choices={grade.choices} />
      )}
    </div>
  )
}
