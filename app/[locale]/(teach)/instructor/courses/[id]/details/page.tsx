import type { Metadata } from 'next'
import { getMessages } from 'next-intl/server'
import { getLocale, getTranslations } from '@/i18n/texts'
import { EditorTexts } from '@/components/editor/editor-texts'
import { FormTexts } from '@/components/forms/form-texts'
import { CoInstructorSection } from '@/components/teaching/co-instructor-section'
import { AuthoredFrame } from '@/components/teaching/authored-frame'
import { DetailsForm } from '@/components/teaching/details-form'
import { ThumbnailSection } from '@/components/teaching/thumbnail-section'
import { TrailerSection } from '@/components/teaching/trailer-section'
import { COURSE_LEVELS } from '@/lib/courses/constants'
import { getAuthoredTrailer } from '@/lib/courses/queries/authored-trailer'
import { listCategories } from '@/lib/courses/queries/categories'
import { signedUploadAddress } from '@/lib/media/queries'
import { now } from '@/lib/platform/clock'
import { LANGUAGES } from '@/lib/utils/languages'
import { describeTimeZone, listTimeZones } from '@/lib/utils/time-zones'
import { readCourse } from '../read-course'

export const dynamic = 'force-dynamic'

type Props = {
  params: Promise<{ id: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function DetailsPage({ params, searchParams }: Props) {
  const { member, course } = await readCourse((await params).id)
  const { picture } = await searchParams
  const [categories, held, { teaching }, levels, locale] = await Promise.all([
    listCategories(member),
    course.can.edit ? getAuthoredTrailer(member, { courseId: course.id }) : null,
    getMessages(),
    getTranslations('courses.levels'),
    getLocale(),
  ])
  const moment = now()
  const options = {
    categories: categories.map(({ slug, name }) => ({ value: slug, label: name })),
    levels: COURSE_LEVELS.map((level) => ({ value: level, label: levels(level) })),
    languages: Object.entries(LANGUAGES).map(([value, label]) => ({ value, label })),
    zones: listTimeZones().map((zone) => ({ value: zone, label: describeTimeZone(zone, moment, locale) })),
  }
  return (
    <AuthoredFrame course={course}>
      <FormTexts domains={['course', 'account', 'field']}>
        <EditorTexts>
          <div className="pt-8">
            <DetailsForm
              course={course}
              viewerId={member.userId}
              options={options}
              texts={teaching.details}
              autosave={teaching.autosave}
            />
          </div>
        </EditorTexts>
        <ThumbnailSection course={course} outcome={typeof picture === 'string' ? picture : null} />
        {held === null ? null : (
          <TrailerSection
            course={course}
            {...held}
            hrefOf={(uploadId) => signedUploadAddress(member, uploadId)}
          />
        )}
        <CoInstructorSection course={course} />
      </FormTexts>
    </AuthoredFrame>
  )
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [{ course }, t] = await Promise.all([
    readCourse((await params).id),
    getTranslations('teaching.details'),
  ])
  return { title: t('metaTitle', { course: course.details.title }) }
}
