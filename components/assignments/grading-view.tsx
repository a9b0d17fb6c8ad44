import { getLocale, getTranslations } from '@/i18n/texts'
import { ActionButton } from '@/components/forms/action-button'
import { FormTexts } from '@/components/forms/form-texts'
import { Badge } from '@/components/ui/badge'
import { Icon } from '@/components/ui/icon'
import { LinkButton } from '@/components/ui/link-button'
import { Notice } from '@/components/ui/notice'
import type { SubmissionInHand } from '@/lib/assignments/dto/queue'
import { releaseGradeAction } from '@/lib/progress/actions/grading'
import { formatMoment } from '@/lib/utils/dates'
import { languageOf } from '@/lib/utils/languages'
import { GradeTrail } from './grade-trail'
import { GRADING_TEXTS, type GradingTexts } from './grading-texts'
import { GradingForm } from './grading-form'
import { QueueKeys } from './queue-keys'
import { ReturnForm } from './return-form'
import { TaskView } from './task-view'
import { WorkView } from './work-view'

interface GradingViewProps {
  hand: SubmissionInHand
  timeZone: string
  isAcrossCourses: boolean
}

/** One submission beside its rubric. */
export async function GradingView({ hand, timeZone, isAcrossCourses }: GradingViewProps) {
  const [t, locale] = await Promise.all([getTranslations('assignments.grading'), getLocale()])
  const { work, task, others, trail } = hand
  const addressOf = (to: SubmissionInHand['next']) =>
    to && `/instructor/courses/${to.courseId}/grading/${to.id}${isAcrossCourses ? '?all=1' : ''}`
  const [previous, next] = [addressOf(hand.previous), addressOf(hand.next)]
  const head = 'mb-3 text-lg font-semibold'
  return (
    <div className="grid gap-x-10 gap-y-8 lg:grid-cols-[minmax(0,1fr)_24rem]">
      <div className="flex min-w-0 flex-col gap-8">
        <section aria-labelledby="work-title">
          <h2 id="work-title" className={head}>
            {t('work')}
          </h2>
          <div className="rounded-lg border border-line bg-raised p-4 sm:p-5">
            <WorkView work={work} />
          </div>
        </section>
        <details>
          <summary className="flex min-h-11 w-fit items-center text-sm font-medium text-accent">
            {t('task')}
          </summary>
          <TaskView
            task={task}
            dueAt={hand.dueAt}
            timeZone={timeZone}
            {...languageOf(hand.course.language, locale)}
          />
        </details>
        {others.length === 0 ? null : (
          <section aria-labelledby="others-title">
            <h2 id="others-title" className={head}>
              {t('others')}
            </h2>
            <Others hand={hand} timeZone={timeZone} />
          </section>
        )}
        <TrailSection trail={trail} timeZone={timeZone} />
      </div>
      <aside aria-label={t('form')} className="flex min-w-0 flex-col gap-6 lg:sticky lg:top-20 lg:self-start">
        <h2 className="text-lg font-semibold">{t('form')}</h2>
        <FormTexts domains={['assignment']}>
          {hand.can.grade ? <Grading hand={hand} /> : <Notice>{t('own')}</Notice>}
        </FormTexts>
        <nav
          aria-label={t('neighbours')}
          className="flex flex-wrap items-center gap-2 border-t border-line pt-4"
        >
          {previous ? (
            <LinkButton href={previous} prefetch={false} size="sm">
              <Icon name="arrow-left" size="sm" />
              {t('previous')}
            </LinkButton>
          ) : null}
          {next ? (
            <LinkButton href={next} prefetch={false} size="sm">
              {t('next')}
              <Icon name="arrow-right" size="sm" />
            </LinkButton>
          ) : null}
          <p className="w-full text-xs text-muted pointer-coarse:hidden">{t('keys')}</p>
          <QueueKeys previous={previous} next={next} />
        </nav>
      </aside>
    </div>
  )
}

async function TrailSection({ trail, timeZone }: { trail: SubmissionInHand['trail']; timeZone: string }) {
  const t = await getTranslations('assignments.trail')
  return (
    <section aria-labelledby="trail-title">
      <h2 id="trail-title" className="mb-3 text-lg font-semibold">
        {t('title')}
      </h2>
      <GradeTrail entries={trail} timeZone={timeZone} whose="learners" />
    </section>
  )
}

async function Others({ hand, timeZone }: { hand: SubmissionInHand; timeZone: string }) {
  const [t, locale] = await Promise.all([getTranslations('assignments.history'), getLocale()])
  return (
    <ul className="flex flex-col gap-2">
      {hand.others.map((other) => (
        <li key={other.id} className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <LinkButton
            href={`/instructor/courses/${hand.course.id}/grading/${other.id}`}
            prefetch={false}
            size="sm"
          >
            {t('attempt', { number: other.attempt })}
          </LinkButton>
          <span className="text-sm text-muted">
            {other.submittedAt === null
              ? ''
              : t('submitted', { moment: formatMoment(new Date(other.submittedAt), { locale, timeZone }) })}
          </span>
          {other.grade === null ? null : (
            <Badge>
              {t('score', { score: String(other.grade.score), outOf: String(other.grade.outOf) })}
            </Badge>
          )}
        </li>
      ))}
    </ul>
  )
}

async function Grading({ hand: { work, task, learner } }: { hand: SubmissionInHand }) {
  const [t, common, errors, history] = await Promise.all([
    getTranslations('assignments.grading'),
    getTranslations('common'),
    getTranslations('errors'),
    getTranslations('assignments.history'),
  ])
  if (work.state === 'returned')
    return (
      <Notice tone="warning" title={t('isReturned')}>
        {work.returned?.comment}
      </Notice>
    )
  return (
    <>
      {work.state === 'held' ? (
        <Notice
          tone="accent"
          action={
            <ActionButton
              action={releaseGradeAction}
              fields={{ submissionId: work.id, version: String(work.version) }}
              size="sm"
            >
              {t('releaseOnly')}
            </ActionButton>
          }
        >
          {t('isHeld')}
        </Notice>
      ) : null}
      {work.state === 'released' ? <Notice tone="success">{t('isReleased')}</Notice> : null}
      <GradingForm
        key={work.id}
        work={work}
        task={task}
        lateNote={
          work.daysLate > 0 && task.late.rule === 'deducted' ? t('lateNote', { days: work.daysLate }) : null
        }
        unreachable={common('state.offline')}
        somebody={history('somebody')}
        errorTexts={{
          required: errors('required'),
          too_big: errors('too_big'),
          too_small: errors('too_small'),
          invalid: errors('invalid'),
          'assignment.choose_levels': errors('assignment.choose_levels'),
        }}
        texts={Object.fromEntries(GRADING_TEXTS.map((name) => [name, t.raw(name)])) as GradingTexts}
      />
      {work.state === 'released' ? null : (
        <details className="border-t border-line pt-3">
          <summary className="flex min-h-11 w-fit items-center text-sm font-medium text-accent">
            {t('returnTitle')}
          </summary>
          <p className="mb-3 text-sm text-muted">{t('returnText')}</p>
          <ReturnForm
            submissionId={work.id}
            version={work.version}
            label={t('returnComment')}
            button={`${t('return')}: ${learner}`}
          />
        </details>
      )}
    </>
  )
}
