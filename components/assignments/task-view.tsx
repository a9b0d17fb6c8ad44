import { useLocale, useTranslations } from '@/i18n/texts'
import { Markdown } from '@/components/editor/markdown'
import { Icon, type IconName } from '@/components/ui/icon'
import type { AssignmentTask } from '@/lib/assignments/dto'
import { formatMoment } from '@/lib/utils/dates'
import { RubricTable } from './rubric-table'

interface TaskViewProps {
  task: AssignmentTask
  dueAt: string | null
  /** The reader's own. */
  timeZone: string
  /** Of the course. */
  lang?: string | undefined
  dir?: 'ltr' | 'rtl'
  attemptsLeft?: number
}

/** What an assignment asks: the facts first, then the words, then how it is graded. */
export function TaskView({ task, dueAt, timeZone, lang, dir, attemptsLeft }: TaskViewProps) {
  const t = useTranslations('assignments.task')
  return (
    <>
      <ul className="flex flex-wrap gap-x-5 gap-y-1.5 text-sm text-muted">
        <Fact icon="target">{t('points', { points: String(task.outOf), pass: task.passPercent })}</Fact>
        <DueFact task={task} dueAt={dueAt} timeZone={timeZone} />
        {attemptsLeft === undefined ? null : (
          <Fact icon="refresh-cw">{t('attempts', { count: attemptsLeft })}</Fact>
        )}
      </ul>
      {task.instructions ? (
        <Markdown source={task.instructions} lang={lang} dir={dir} className="mt-5" />
      ) : null}
      {task.rubric.length > 0 ? (
        <details className="mt-6 rounded-md border border-line">
          <summary className="flex min-h-11 list-none items-center gap-2 px-4 text-sm font-medium">
            <Icon name="list-checks" size="sm" className="text-muted" />
            {t('rubric')}
            <Icon name="chevron-down" size="sm" className="ms-auto text-muted" />
          </summary>
          <div className="px-4 pb-4">
            <RubricTable rubric={task.rubric} lang={lang} />
          </div>
        </details>
      ) : null}
    </>
  )
}

/** In the reader's zone, and in the one that is meant where that differs. */
function DueFact({ task, dueAt, timeZone }: Pick<TaskViewProps, 'task' | 'dueAt' | 'timeZone'>) {
  const t = useTranslations('assignments.task')
  const locale = useLocale()
  if (dueAt === null) return <Fact icon="calendar">{t('noDue')}</Fact>
  const moment = new Date(dueAt)
  const zone = task.due?.timeZone ?? timeZone
  const { rule, percentPerDay, floorPercent } = task.late
  return (
    <li className="flex items-start gap-1.5">
      <Icon name="calendar" size="sm" className="mt-0.5" />
      <span>
        <time dateTime={dueAt} className="font-medium text-ink">
          {t('due', { moment: formatMoment(moment, { locale, timeZone }) })}
        </time>
        {zone === timeZone ? null : (
          <span>{` (${t('dueThere', { moment: formatMoment(moment, { locale, timeZone: zone }), zone: zone.replaceAll('_', ' ') })})`}</span>
        )}
        <span className="block">{t(`late.${rule}`, { percent: percentPerDay, floor: floorPercent })}</span>
      </span>
    </li>
  )
}

function Fact({ icon, children }: { icon: IconName; children: string }) {
  return (
    <li className="flex items-start gap-1.5">
      <Icon name={icon} size="sm" className="mt-0.5" />
      {children}
    </li>
  )
}
