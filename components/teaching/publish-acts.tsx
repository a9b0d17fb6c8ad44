import { getTranslations } from '@/i18n/texts'
import { ActionButton } from '@/components/forms/action-button'
import { buttonClass } from '@/components/ui/button-class'
import {
  archiveCourseAction,
  deleteCourseAction,
  duplicateCourseAction,
  restoreCourseAction,
  submitCourseAction,
  withdrawCourseAction,
} from '@/lib/courses/actions/authoring'
import type { AuthoredCourse } from '@/lib/courses/authored-dto'

/** Handing in and taking back. */
export async function ReviewActs({ course }: { course: AuthoredCourse }) {
  const t = await getTranslations('teaching.publish')
  const { id, version, can } = course
  return (
    <div className="flex flex-wrap gap-3">
      {can.submit ? (
        <ActionButton
          action={submitCourseAction}
          fields={{ courseId: id, version: String(version) }}
          variant="primary"
          doneMessage={t('submitted')}
        >
          {t('submit')}
        </ActionButton>
      ) : null}
      {can.withdraw ? (
        <ActionButton action={withdrawCourseAction} fields={{ courseId: id }}>
          {t('withdraw')}
        </ActionButton>
      ) : null}
    </div>
  )
}

/** What is done rarely. */
export async function OtherActs({ course }: { course: AuthoredCourse }) {
  const [t, archives] = await Promise.all([getTranslations('teaching.publish'), getTranslations('archives')])
  const { id, can } = course
  const { title } = course.details
  /** Learners have one, and its authors have written on. */
  const hasTwoCopies = course.publishedAt !== null && course.state !== null
  return (
    <div className="flex flex-wrap gap-3">
      {hasTwoCopies ? <p className="w-full text-sm text-muted">{archives('twoCopies')}</p> : null}
      <ActionButton action={duplicateCourseAction} fields={{ courseId: id }}>
        {t('duplicate')}
      </ActionButton>
      <a href={`/api/courses/${id}/archive`} download className={buttonClass({})}>
        {archives(hasTwoCopies ? 'exportPublished' : 'export')}
      </a>
      {hasTwoCopies ? (
        <a href={`/api/courses/${id}/archive?copy=working`} download className={buttonClass({})}>
          {archives('exportWorking')}
        </a>
      ) : null}
      {can.archive ? (
        <ActionButton
          action={archiveCourseAction}
          fields={{ courseId: id }}
          confirm={{
            title: t('archiveTitle', { course: title }),
            description: t('archiveText'),
            confirmLabel: t('archive'),
          }}
        >
          {t('archive')}
        </ActionButton>
      ) : null}
      {can.restore ? (
        <ActionButton action={restoreCourseAction} fields={{ courseId: id }} variant="primary">
          {t('restore')}
        </ActionButton>
      ) : null}
      {can.delete ? (
        <ActionButton
          action={deleteCourseAction}
          fields={{ courseId: id }}
          variant="danger-quiet"
          confirm={{
            title: t('deleteTitle', { course: title }),
            description: t('deleteText'),
            confirmLabel: t('delete'),
            isDestructive: true,
          }}
        >
          {t('delete')}
        </ActionButton>
      ) : null}
    </div>
  )
}
