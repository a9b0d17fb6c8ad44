import { useLocale, useTranslations } from '@/i18n/texts'
import type { CourseTrailEntry } from '@/lib/progress/trail-dto'
import { formatMoment } from '@/lib/utils/dates'

type Whose = 'own' | 'learners'

interface CourseTrailProps {
  entries: readonly CourseTrailEntry[]
  /** The reader's own. */
  timeZone: string
  /** Of the course, where it is not the page's. */
  lang: string | undefined
  /** Whether it tells of the reader or of one of their learners. */
  whose: Whose
}

/** Every change of a learner's grades and rights, newest first: what, from what to what, by whom and why. */
export function CourseTrail({ entries, timeZone, lang, whose }: CourseTrailProps) {
  const t = useTranslations('progress.trail')
  const locale = useLocale()
  if (entries.length === 0) return <p className="text-muted">{t('empty')}</p>
  return (
    <ol className="divide-y divide-line rounded-lg border border-line bg-raised px-4 text-sm">
      {entries.map((entry) => (
        <li key={entry.id} className="flex flex-wrap gap-x-4 gap-y-0.5 py-3">
          <span className="font-medium">
            <Act entry={entry} whose={whose} />
          </span>
          {entry.lessonTitle === null ? null : (
            <span lang={lang} dir="auto" className="wrap-anywhere">
              {entry.lessonTitle}
            </span>
          )}
          <span className="text-muted">
            {`${entry.by === null ? t('house') : entry.by || t('somebody')}, `}
            <time dateTime={entry.at.toISOString()}>{formatMoment(entry.at, { locale, timeZone })}</time>
          </span>
          <Changes entry={entry} timeZone={timeZone} />
          {entry.reason ? <span className="w-full wrap-anywhere">{entry.reason}</span> : null}
        </li>
      ))}
    </ol>
  )
}

function Act({ entry, whose }: { entry: CourseTrailEntry; whose: Whose }) {
  const t = useTranslations('progress.trail')
  const grades = useTranslations('assignments.trail')
  if (entry.kind === 'act') {
    const done = t(`act.${whose}.${entry.act}`)
    return entry.isForAll ? t('forAll', { act: done }) : done
  }
  const { act, attempt } = entry
  const what = grades(`act.${whose}.${act}`)
  return attempt === null ? what : `${what}, ${grades('attempt', { number: attempt })}`
}

function Changes({ entry, timeZone }: { entry: CourseTrailEntry; timeZone: string }) {
  const t = useTranslations('progress.trail')
  if (entry.kind === 'act') {
    if (entry.changes.length === 0) return null
    return (
      <ul className="w-full">
        {entry.changes.map((change) => (
          <li key={change.what}>
            <Change change={change} timeZone={timeZone} />
          </li>
        ))}
      </ul>
    )
  }
  const { before, after, outOf } = entry
  if (before === after) return null
  const points = (value: number | null) => (value === null ? t('none') : String(value))
  const values = { before: points(before), after: points(after) }
  return (
    <span className="w-full tabular-nums">
      {outOf === null ? t('points', values) : t('pointsOf', { ...values, outOf: String(outOf) })}
    </span>
  )
}

type Fact = Extract<CourseTrailEntry, { kind: 'act' }>['changes'][number]

function Change({ change: { what, before, after }, timeZone }: { change: Fact; timeZone: string }) {
  const t = useTranslations('progress.trail')
  const locale = useLocale()
  if (what === 'weights') return t('weights', { count: Number(after) })
  const valueOf = (value: string | null) => {
    if (value === null) return t('none')
    if (what === 'due') return formatMoment(new Date(value), { locale, timeZone })
    const key = `${what}.${value}`
    return isWord(key) ? t(`value.${key}`) : value
  }
  return t('fact', { what: t(`what.${what}`), before: valueOf(before), after: valueOf(after) })
}

const WORDS = [
  'missing.leftOut',
  'missing.zero',
  'late.refused',
  'late.flagged',
  'late.deducted',
  'counts.best',
  'counts.last',
] as const

function isWord(key: string): key is (typeof WORDS)[number] {
  return WORDS.some((word) => word === key)
}
