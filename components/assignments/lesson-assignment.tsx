import { getLocale, getTranslations } from '@/i18n/texts'
import { Notice } from '@/components/ui/notice'
import { ASSIGNMENT_LIMITS } from '@/lib/assignments/constants'
import type { LearnerAssignment } from '@/lib/assignments/dto'
import { SUBMISSION_MAX_BYTES } from '@/lib/media/constants'
import { formatBytes } from '@/lib/utils/file-size'
import { languageOf } from '@/lib/utils/languages'
import { AttemptHistory } from './attempt-history'
import { DRAFT_TEXTS, type DraftTexts } from './draft-texts'
import { GradeTrail } from './grade-trail'
import { SubmissionForm } from './submission-form'
import { TaskView } from './task-view'

interface LessonAssignmentProps {
  assignment: LearnerAssignment | null
  lessonId: string
  /** Of the learner; null for a teacher who only looks. */
  enrollmentId: string | null
  /** Of the course. */
  language: string
}

/** An assignment in its lesson: what to do, the learner's own work, what was said of it. */
export async function LessonAssignment(props: LessonAssignmentProps) {
  const { assignment, lessonId, enrollmentId, language } = props
  const [t, history, trail, locale] = await Promise.all([
    getTranslations('assignments.task'),
    getTranslations('assignments.history'),
    getTranslations('assignments.trail'),
    getLocale(),
  ])
  if (assignment === null) return <Notice>{t('notThere')}</Notice>
  const { task, timeZone, attempts, counted } = assignment
  const head = 'text-lg font-semibold'
  return (
    <div className="flex flex-col gap-8">
      <section aria-label={t('title')}>
        <TaskView
          task={task}
          dueAt={assignment.dueAt}
          timeZone={timeZone}
          attemptsLeft={enrollmentId === null ? undefined : assignment.attemptsLeft}
          {...languageOf(language, locale)}
        />
      </section>
      {counted === null ? null : (
        <Notice tone={counted.isPassed ? 'success' : 'warning'}>
          <p className="font-medium">
            {history('counted', { score: String(counted.score), outOf: String(counted.outOf) })}
          </p>
          {counted.isOverridden ? <p>{history('overridden', { reason: counted.reason })}</p> : null}
        </Notice>
      )}
      {enrollmentId === null || (assignment.draft === null && assignment.nextAttempt === null) ? null : (
        <OwnWork assignment={assignment} lessonId={lessonId} enrollmentId={enrollmentId} />
      )}
      {attempts.length === 0 ? null : (
        <section aria-labelledby="attempts-title">
          <h2 id="attempts-title" className={`${head} mb-3`}>
            {history('title')}
          </h2>
          <AttemptHistory attempts={attempts} task={task} timeZone={timeZone} />
        </section>
      )}
      {assignment.trail.length === 0 ? null : (
        <details>
          <summary className="flex min-h-11 w-fit items-center text-sm font-medium text-accent">
            {trail('title')}
          </summary>
          <GradeTrail entries={assignment.trail} timeZone={timeZone} whose="own" />
        </details>
      )}
    </div>
  )
}

type OwnWorkProps = { assignment: LearnerAssignment; lessonId: string; enrollmentId: string }

async function OwnWork({ assignment, lessonId, enrollmentId }: OwnWorkProps) {
  const [t, common, errors, locale] = await Promise.all([
    getTranslations('assignments.draft'),
    getTranslations('common.actions'),
    getTranslations('errors'),
    getLocale(),
  ])
  const { draft, task, attempts, isOver, dueAt } = assignment
  const before = attempts.find(({ state }) => state === 'returned')
  const isRework = draft === null && attempts[0] === before
  const start = draft ?? (isRework ? before : undefined)
  const number = draft?.attempt ?? assignment.nextAttempt ?? 1
  const isLate = dueAt !== null && !isOver && assignment.isLate
  return (
    <section aria-labelledby="work-title">
      <h2 id="work-title" className="mb-3 text-lg font-semibold">
        {t('title')}
        {number > 1 ? (
          <span className="font-normal text-muted">{` · ${t('attempt', { number })}`}</span>
        ) : null}
      </h2>
      <SubmissionForm
        key={number}
        lessonId={lessonId}
        shelf={`${enrollmentId}:${number}`}
        initial={{ text: start?.text ?? '', link: start?.link ?? '', version: draft?.version ?? 0 }}
        files={start?.files ?? []}
        types={task.submissionTypes}
        isOver={isOver}
        locale={locale}
        filesHint={t('filesHint', {
          size: formatBytes(SUBMISSION_MAX_BYTES, locale),
          count: ASSIGNMENT_LIMITS.files,
        })}
        confirmText={isLate ? t('confirmLate') : t('confirmText')}
        overText={t('over')}
        cancelLabel={common('cancel')}
        errorTexts={{
          url: errors('url'),
          invalid: errors('invalid'),
          'assignment.nothing_handed_in': errors('assignment.nothing_handed_in'),
          'assignment.type_not_taken': errors('assignment.type_not_taken'),
        }}
        texts={Object.fromEntries(DRAFT_TEXTS.map((name) => [name, t.raw(name)])) as DraftTexts}
      />
    </section>
  )
}
