import { getMessages } from 'next-intl/server'
import { getTranslations } from '@/i18n/texts'
import { PictureForm } from '@/components/accounts/picture-form'
import { CourseArt } from '@/components/courses/course-art'
import { ActionButton } from '@/components/forms/action-button'
import { textsByCode } from '@/components/forms/texts-by-code'
import { Section } from '@/components/layout/section'
import { Notice } from '@/components/ui/notice'
import { updateCourseAction } from '@/lib/courses/actions/authoring'
import type { AuthoredCourse } from '@/lib/courses/authored-dto'
import { PHOTO_TYPES, PICTURE_MAX_BYTES } from '@/lib/media/constants'

interface ThumbnailSectionProps {
  course: AuthoredCourse
  /** What a page without scripts brought back: `saved`, or the reason of the refusal. */
  outcome: string | null
}

/** The picture on the course's card and page. */
export async function ThumbnailSection({ course, outcome }: ThumbnailSectionProps) {
  const [t, { errors }] = await Promise.all([getTranslations('teaching.details'), getMessages()])
  const { id, slug, details, detailsEdit, can } = course
  const reasons = textsByCode(errors, ['media', 'storage', 'account', 'course'])
  const known = outcome !== null && Object.hasOwn(reasons, outcome) ? reasons[outcome] : undefined
  return (
    <Section title={t('picture')} id="picture">
      {outcome === null ? null : (
        <Notice tone={outcome === 'saved' ? 'success' : 'danger'} role="status" className="mb-4">
          {outcome === 'saved' ? t('pictureSaved') : (known ?? t('pictureFailed'))}
        </Notice>
      )}
      <div className="flex max-w-3xl flex-col gap-5 sm:flex-row">
        <div className="flex shrink-0 flex-col gap-2">
          <CourseArt
            course={{ slug, thumbnail: details.thumbnail, category: null }}
            className="w-full rounded-lg sm:w-64"
          />
          {details.thumbnail && can.edit ? (
            <ActionButton
              action={updateCourseAction}
              fields={{ courseId: id, version: String(detailsEdit.version), thumbnail: '' }}
              variant="danger-quiet"
              size="sm"
            >
              {t('removePicture')}
            </ActionButton>
          ) : null}
        </div>
        {can.edit ? (
          <PictureForm
            address={`/api/authoring/courses/${id}/thumbnail`}
            accept={PHOTO_TYPES.join(',')}
            maxBytes={PICTURE_MAX_BYTES}
            shape={{ aspect: 16 / 9, isRound: false }}
            errors={reasons}
            texts={{
              choose: t('choose'),
              hint: t('pictureHint'),
              upload: t('upload'),
              uploading: t('uploading', { percent: '{percent}' }),
              cancel: t('cancel'),
              cropHint: t('cropHint'),
              cropLabel: t('cropLabel'),
              saved: t('pictureSaved'),
              failed: t('pictureFailed'),
            }}
          />
        ) : null}
      </div>
    </Section>
  )
}
