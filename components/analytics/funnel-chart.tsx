import { useLocale, useTranslations } from '@/i18n/texts'
import { Cell, HeadCell, RowHeadCell, Table, TableBody, TableHead, TableRow } from '@/components/ui/table'
import { topOf } from '@/lib/analytics/drawing'
import type { CourseFigures, LessonFigures } from '@/lib/analytics/dto'
import { numberFormat } from '@/lib/utils/formatters'
import { Bars } from './bars'
import { ChartFrame } from './chart-frame'
import { LegendMark } from './legend-mark'
import { NoFigures } from './no-figures'

/** How many people began and finished each lesson, in the order of the course, and where those have stopped who are stuck. */
export function FunnelChart({ figures }: { figures: CourseFigures }) {
  const t = useTranslations('analytics.funnel')
  const locale = useLocale()
  const number = numberFormat(locale, {})
  const lang = figures.course.language === locale ? undefined : figures.course.language
  const inCourse = figures.lessons.filter(({ isInCourse }) => isInCourse)
  const shown = figures.lessons.filter((lesson) => lesson.isInCourse || lesson.started + lesson.completed > 0)
  const started = inCourse.map((lesson) => lesson.started)
  const completed = inCourse.map((lesson) => lesson.completed)
  const most = Math.max(0, ...started, ...completed)
  if (most === 0) return <NoFigures>{t('empty')}</NoFigures>
  const top = topOf(most)
  const stop = stopOf(inCourse)
  return (
    <>
      <p className="mb-4 flex flex-wrap gap-x-6 gap-y-1 text-sm">
        <LegendMark className="fill-accent/40">{t('started')}</LegendMark>
        <LegendMark className="fill-accent">{t('completed')}</LegendMark>
      </p>
      {stop === null ? null : (
        <p className="mb-4 text-sm">
          {t.rich('stop', {
            count: stop.stuckHere,
            lesson: () => (
              <strong lang={lang} dir="auto">
                {stop.title}
              </strong>
            ),
          })}
        </p>
      )}
      <ChartFrame
        top={number.format(top)}
        bottom="0"
        marks={[t('first'), t('last', { count: inCourse.length })]}
        label={t('picture', { lessons: inCourse.length, most })}
        table={
          <Table caption={t('table')}>
            <TableHead>
              <HeadCell>{t('lesson')}</HeadCell>
              <HeadCell align="end">{t('started')}</HeadCell>
              <HeadCell align="end">{t('completed')}</HeadCell>
              <HeadCell align="end">{t('stuck')}</HeadCell>
            </TableHead>
            <TableBody>
              {shown.map((lesson) => (
                <TableRow key={lesson.lessonId}>
                  <RowHeadCell className="min-w-48 wrap-anywhere">
                    <span lang={lang} dir="auto">
                      {lesson.title}
                    </span>
                    {lesson.isInCourse ? null : <span className="ml-2 text-muted">{t('gone')}</span>}
                  </RowHeadCell>
                  <Cell align="end">{number.format(lesson.started)}</Cell>
                  <Cell align="end">{number.format(lesson.completed)}</Cell>
                  <Cell align="end">{number.format(lesson.stuckHere)}</Cell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        }
      >
        <Bars values={started} top={top} className="fill-accent/40" />
        <Bars values={completed} top={top} />
      </ChartFrame>
    </>
  )
}

/** The lesson at which most of those have stopped who are stuck now. */
function stopOf(lessons: readonly LessonFigures[]): LessonFigures | null {
  const [first] = lessons.toSorted((one, other) => other.stuckHere - one.stuckHere)
  return first !== undefined && first.stuckHere > 0 ? first : null
}
