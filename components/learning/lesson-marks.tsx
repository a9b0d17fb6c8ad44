import { useTranslations } from '@/i18n/texts'
import { ActionButton } from '@/components/forms/action-button'
import { Icon } from '@/components/ui/icon'
import { LinkButton } from '@/components/ui/link-button'
import { completeAndGoOnAction, completeLessonAction, reopenLessonAction } from '@/lib/progress/actions'
import { WATCHED_PERCENT } from '@/lib/progress/constants'
import type { LessonView } from '@/lib/progress/dto'

/** Under a lesson: say that it is done, take that back, go on. */
export function LessonMarks({ view }: { view: LessonView }) {
  const t = useTranslations('learning.lesson')
  const { lesson, course, learner } = view
  return (
    <section aria-label={t('markDone')} className="mt-12 border-t border-line pt-6">
      {lesson.isDone ? (
        <div className="flex flex-wrap items-center gap-x-4 gap-y-3">
          <p className="flex items-center gap-2 font-medium text-success">
            <Icon name="circle-check" />
            {t('isDone')}
          </p>
          {countsByResult(view) ? null : (
            <ActionButton
              action={reopenLessonAction}
              fields={{ lessonId: lesson.id }}
              variant="quiet"
              size="sm"
            >
              {t('undo')}
            </ActionButton>
          )}
        </div>
      ) : view.content.type === 'assignment' ? (
        <p className="flex items-start gap-2">
          <Icon name="clipboard-list" className="text-muted" />
          {t('countsWhenGraded')}
        </p>
      ) : mayBeMarked(view) ? (
        <MarkButtons view={view} />
      ) : (
        <p className="flex items-start gap-2">
          <Icon name={countsByResult(view) ? 'info' : 'eye'} className="text-muted" />
          {countsByResult(view)
            ? t('countsWhenPassed')
            : t('countsWhenWatched', { percent: WATCHED_PERCENT })}
        </p>
      )}
      <p role="status" className="mt-4 text-sm text-muted">
        {learner.percent === 100
          ? t('courseDone', { title: course.title })
          : t('progressNow', { percent: learner.percent })}
      </p>
      {lesson.isDone && view.next === null ? <AfterTheLast view={view} /> : null}
    </section>
  )
}

function countsByResult({ content }: LessonView): boolean {
  return content.type === 'quiz' || content.type === 'assignment'
}

/** A quiz counts by its result, a video of ours by being watched, unless its course says otherwise. */
function mayBeMarked({ content }: LessonView): boolean {
  if (content.type === 'quiz') return false
  if (content.type !== 'video' || content.video.source === 'link') return true
  return content.video.mayMarkByHand || content.video.watchedPercent >= WATCHED_PERCENT
}

function MarkButtons({ view: { lesson, course, next } }: { view: LessonView }) {
  const t = useTranslations('learning.lesson')
  const fields = { lessonId: lesson.id }
  return (
    <div data-key="d" className="flex flex-wrap items-start gap-3">
      {next ? (
        <ActionButton
          action={completeAndGoOnAction}
          fields={{ ...fields, slug: course.slug, nextLessonId: next.id }}
          variant="primary"
          size="lg"
        >
          {t('markDoneAndNext')}
          <Icon name="arrow-right" size="sm" />
        </ActionButton>
      ) : null}
      <ActionButton
        action={completeLessonAction}
        fields={fields}
        variant={next ? 'secondary' : 'primary'}
        size="lg"
      >
        <Icon name="check" size="sm" />
        {t('markDone')}
      </ActionButton>
    </div>
  )
}

/** The last lesson is done: either the course is, or something was skipped. */
function AfterTheLast({ view: { course, learner } }: { view: LessonView }) {
  const t = useTranslations('learning.lesson')
  if (learner.continueWith === null) {
    return (
      <LinkButton
        href={`/learn/${course.slug}`}
        prefetch={false}
        variant="primary"
        size="lg"
        className="mt-3"
      >
        <Icon name="award" size="sm" />
        {t('courseDoneAction')}
      </LinkButton>
    )
  }
  return (
    <div className="mt-3 flex flex-col items-start gap-3">
      <p>{t('lastLesson', { count: learner.lessonCount - learner.doneCount })}</p>
      <LinkButton
        href={`/learn/${course.slug}/${learner.continueWith.id}`}
        prefetch={false}
        variant="primary"
      >
        {t('firstOpen')}
      </LinkButton>
    </div>
  )
}
