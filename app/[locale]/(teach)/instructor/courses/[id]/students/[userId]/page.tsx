import type { Metadata } from 'next'
import { cache } from 'react'
import { getLocale, getTranslations } from '@/i18n/texts'
import { Section } from '@/components/layout/section'
import { CourseTrail } from '@/components/progress/course-trail'
import { LedgerTable } from '@/components/progress/ledger-table'
import { CourseFrame } from '@/components/teaching/course-frame'
import { RemoveStudent } from '@/components/teaching/remove-student'
import { StudentAccommodations } from '@/components/teaching/student-accommodations'
import { StudentFacts } from '@/components/teaching/student-facts'
import { LinkButton } from '@/components/ui/link-button'
import { Pagination } from '@/components/ui/pagination'
import { TextLink } from '@/components/ui/text-link'
import { now } from '@/lib/platform/clock'
import { getViewer } from '@/lib/platform/auth/session'
import { requireMember } from '@/lib/platform/auth/viewer'
import { pageData } from '@/lib/platform/http/page'
import { getStudent } from '@/lib/progress/queries/student'
import { studentsAddress } from '@/lib/progress/student-schema'
import { describeTimeZone } from '@/lib/utils/time-zones'

export const dynamic = 'force-dynamic'

type Props = {
  params: Promise<{ id: string; userId: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function StudentPage({ params, searchParams }: Props) {
  const { id, userId } = await params
  const { cursor } = await searchParams
  const place = typeof cursor === 'string' && cursor !== '' ? cursor : undefined
  const { timeZone, details } = await readStudent(id, userId, place)
  const { course, student, entries, trail } = details
  const [t, words, changes, paging, locale] = await Promise.all([
    getTranslations('students.details'),
    getTranslations('students'),
    getTranslations('progress.trail'),
    getTranslations('common.paging'),
    getLocale(),
  ])
  const here = `/instructor/courses/${course.id}/students/${student.id}`
  const write = `/instructor/courses/${course.id}/announcements/new?learner=${student.id}`
  const isLearning = student.standing !== null
  return (
    <CourseFrame
      course={course}
      width="list"
      title={student.fullName}
      above={
        <TextLink href={studentsAddress(course.id, {})} prefetch={false}>
          {words('title')}
        </TextLink>
      }
      actions={
        isLearning && course.can.announce ? (
          <LinkButton href={write} prefetch={false}>
            {t('write', { name: student.fullName })}
          </LinkButton>
        ) : undefined
      }
    >
      <StudentFacts student={student} course={course} timeZone={timeZone} />
      <Section
        title={t('ledger')}
        lead={t('ledgerLead', { timeZone: describeTimeZone(timeZone, now(), locale) })}
      >
        {entries.items.length === 0 ? (
          <p className="text-muted">{t('ledgerEmpty')}</p>
        ) : (
          <LedgerTable entries={entries.items} course={course} timeZone={timeZone} whose="learners" />
        )}
        <Pagination
          label={paging('label')}
          first={place === undefined ? null : { href: here, label: paging('first') }}
          next={
            entries.nextCursor === null
              ? null
              : { href: `${here}?cursor=${entries.nextCursor}`, label: t('older') }
          }
        />
      </Section>
      <Section title={changes('title')} lead={changes('leadTeacher', { name: student.fullName })}>
        <CourseTrail
          whose="learners"
          entries={trail}
          timeZone={timeZone}
          lang={course.language === locale ? undefined : course.language}
        />
      </Section>
      {isLearning ? (
        <>
          <Section title={t('extra', { name: student.fullName })} lead={t('extraLead')}>
            <StudentAccommodations details={details} />
          </Section>
          <RemoveStudent courseId={course.id} student={student} />
        </>
      ) : null}
    </CourseFrame>
  )
}

/** Read once for the page and its metadata. */
const readStudent = cache((courseId: string, userId: string, cursor: string | undefined) =>
  pageData(async () => {
    const viewer = requireMember(await getViewer())
    return { timeZone: viewer.timeZone, details: await getStudent(viewer, { courseId, userId, cursor }) }
  }),
)

export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const [{ id, userId }, { cursor }] = await Promise.all([params, searchParams])
  const place = typeof cursor === 'string' && cursor !== '' ? cursor : undefined
  const { details } = await readStudent(id, userId, place)
  return { title: `${details.student.fullName} · ${details.course.title}` }
}
