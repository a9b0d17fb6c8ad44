import { useTranslations } from '@/i18n/texts'
import { Avatar } from '@/components/ui/avatar'
import { TextLink } from '@/components/ui/text-link'
import { Link } from '@/i18n/navigation'
import type { CourseDetails, InstructorName } from '@/lib/courses/dto'
import { excerpt } from '@/lib/utils/excerpt'

const BIO_LETTERS = 320

/** Who teaches a course, and who teaches it with them. */
export function CourseInstructor({ course }: { course: CourseDetails }) {
  const t = useTranslations('courses.course')
  const { instructor, coInstructors } = course
  return (
    <>
      {instructor ? (
        <div className="flex gap-4">
          <Avatar name={instructor.fullName} imageUrl={instructor.avatarUrl} size="lg" />
          <div className="min-w-0">
            <p className="text-lg font-semibold wrap-anywhere">{instructor.fullName}</p>
            {course.instructorBio ? (
              <p className="mt-1 max-w-measure wrap-anywhere text-muted">
                {excerpt(course.instructorBio, BIO_LETTERS)}
              </p>
            ) : null}
            {instructor.hasProfile ? (
              <p className="mt-2">
                <TextLink href={`/u/${instructor.username}`} prefetch={false}>
                  {t('instructorProfile', { name: instructor.fullName })}
                </TextLink>
              </p>
            ) : null}
          </div>
        </div>
      ) : null}
      {coInstructors.length > 0 ? (
        <>
          <h3 className="mt-6 mb-3 text-sm font-medium text-muted">{t('coInstructors')}</h3>
          <ul className="flex flex-wrap gap-x-8 gap-y-3">
            {coInstructors.map((person) => (
              <li key={person.username} className="flex min-w-0 items-center gap-3">
                <Avatar name={person.fullName} imageUrl={person.avatarUrl} size="sm" />
                <TeacherName person={person} />
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </>
  )
}

/** A teacher's name, leading to their page while they have one. */
export function TeacherName({ person }: { person: InstructorName }) {
  if (!person.hasProfile) return <span className="min-w-0 font-medium wrap-anywhere">{person.fullName}</span>
  return (
    <Link
      href={`/u/${person.username}`}
      prefetch={false}
      className="min-w-0 font-medium wrap-anywhere hover:underline"
    >
      {person.fullName}
    </Link>
  )
}
