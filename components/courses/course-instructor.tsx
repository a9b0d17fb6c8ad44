import { getTranslations } from 'next-intl/server'
import { Avatar } from '@/components/ui/avatar'
import { TextLink } from '@/components/ui/text-link'
import type { CourseDetails } from '@/lib/courses/dto'
import { excerpt } from '@/lib/utils/excerpt'

const BIO_LETTERS = 320

export async function CourseInstructor({ course }: { course: CourseDetails }) {
  const t = await getTranslations('courses.course')
  if (course.instructor === null) return null
  const { username, fullName, avatarUrl } = course.instructor
  return (
    <div className="flex gap-4">
      <Avatar name={fullName} imageUrl={avatarUrl} size="lg" />
      <div className="min-w-0">
        <p className="text-lg font-semibold wrap-anywhere">{fullName}</p>
        {course.instructorBio ? (
          <p className="mt-1 max-w-measure wrap-anywhere text-muted">
            {excerpt(course.instructorBio, BIO_LETTERS)}
          </p>
        ) : null}
        <p className="mt-2">
          <TextLink href={`/u/${username}`}>{t('instructorProfile', { name: fullName })}</TextLink>
        </p>
      </div>
    </div>
  )
}
