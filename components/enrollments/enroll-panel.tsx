import { getLocale, getTranslations, useLocale, useTranslations } from '@/i18n/texts'
import { CoursePrice } from '@/components/courses/course-price'
import { ActionButton } from '@/components/forms/action-button'
import { LinkButton } from '@/components/ui/link-button'
import { TextLink } from '@/components/ui/text-link'
import { lessonsOf, type CourseDetails } from '@/lib/courses/dto'
import { joinCourseAction } from '@/lib/progress/actions'
import { formatDay } from '@/lib/utils/dates'
import { MyCourse, type MyCourseWords } from './my-course'

/**
 * What to do next with a course. The page is the same for everybody: it holds what a visitor may do, and for who is in
 * the course already the browser puts their own state in its place.
 */
export async function EnrollPanel({ course }: { course: CourseDetails }) {
  const isOpen = course.runStatus !== 'expired' && course.price.amount === 0
  return (
    <div className="flex flex-col gap-3">
      <CoursePrice price={course.price} className="text-2xl font-semibold" />
      <MyCourse
        courseId={course.id}
        href={`/learn/${course.slug}`}
        words={await wordsOf(course)}
        comeBack={isOpen ? <JoinButton course={course} isReturning /> : null}
      >
        {isOpen ? <Offer course={course} /> : <Closed course={course} />}
      </MyCourse>
    </div>
  )
}

async function wordsOf(course: CourseDetails): Promise<MyCourseWords> {
  const [t, firstDay] = await Promise.all([getTranslations('courses.course'), firstDayOf(course)])
  return {
    start: t('start'),
    continue: t('continue'),
    open: course.runStatus === 'upcoming' ? t('toCourse') : t('openCourse'),
    completed: t('completed'),
    certificate: t('seeCertificate'),
    progress: t('yourProgress', { percent: '{percent}' }),
    progressLabel: t('progressLabel'),
    teaching: t('teaching'),
    seeAsLearner: t('seeAsLearner'),
    leftKept: t('leftKept', { percent: '{percent}' }),
    leftErased: t('leftErased'),
    upcoming: firstDay === null ? null : t('enrolledUpcoming', { date: firstDay }),
  }
}

function JoinButton({ course, isReturning = false }: { course: CourseDetails; isReturning?: boolean }) {
  const t = useTranslations('courses.course')
  const label = course.runStatus === 'upcoming' ? t('enrolNow') : t('enrolFree')
  return (
    <ActionButton
      action={joinCourseAction}
      fields={{ courseId: course.id, slug: course.slug }}
      variant="primary"
      size="lg"
      className="w-full *:w-full"
    >
      {isReturning ? t('comeBack') : label}
    </ActionButton>
  )
}

/** Everybody may enrol; a visitor is told what comes first. */
async function Offer({ course }: { course: CourseDetails }) {
  const [t, firstDay] = await Promise.all([getTranslations('courses.course'), firstDayOf(course)])
  const next = `?next=${encodeURIComponent(`/courses/${course.slug}`)}`
  return (
    <>
      <JoinButton course={course} />
      <p className="text-sm text-muted">
        {firstDay === null ? t('enrolNote') : t('enrolNoteUpcoming', { date: firstDay })}
      </p>
      <p className="text-sm text-muted in-data-signed-in:hidden">
        {t.rich('accountNote', {
          register: (words) => (
            <TextLink href={`/register${next}`} prefetch={false}>
              {words}
            </TextLink>
          ),
          signIn: (words) => (
            <TextLink href={`/login${next}`} prefetch={false}>
              {words}
            </TextLink>
          ),
        })}
      </p>
    </>
  )
}

/** Nobody can enrol: why, and what can be read all the same. */
function Closed({ course }: { course: CourseDetails }) {
  const t = useTranslations('courses.course')
  const locale = useLocale()
  const lastDay = course.endDate === null ? null : new Date(course.endDate.getTime() - 1)
  const preview = lessonsOf(course.outline).find((lesson) => lesson.isPreview)
  const over =
    lastDay === null
      ? t('overShort')
      : t('over', { date: formatDay(lastDay, { locale, timeZone: course.timeZone }) })
  return (
    <>
      <p className="text-sm">{course.runStatus === 'expired' ? over : t('paid')}</p>
      {preview ? (
        <LinkButton
          href={`/courses/${course.slug}/preview/${preview.id}`}
          prefetch={false}
          size="lg"
          className="w-full"
        >
          {t('seePreview')}
        </LinkButton>
      ) : null}
    </>
  )
}

/** The first day of a course that has not begun; null of others. */
async function firstDayOf({ runStatus, startDate, timeZone }: CourseDetails): Promise<string | null> {
  const locale = await getLocale()
  return runStatus === 'upcoming' && startDate !== null ? formatDay(startDate, { locale, timeZone }) : null
}
