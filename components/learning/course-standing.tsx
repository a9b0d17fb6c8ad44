import { getLocale, getTranslations } from '@/i18n/texts'
import { Card } from '@/components/ui/card'
import { Icon } from '@/components/ui/icon'
import { LinkButton } from '@/components/ui/link-button'
import { ProgressRing } from '@/components/ui/progress-ring'
import { TextLink } from '@/components/ui/text-link'
import { GRADED_LESSON_TYPES } from '@/lib/assignments/constants'
import type { MyCertificate } from '@/lib/certificates/dto'
import { lessonsOf } from '@/lib/courses/dto'
import type { CourseHome } from '@/lib/progress/dto'
import { formatDay, formatMoment } from '@/lib/utils/dates'
import { languageOf } from '@/lib/utils/languages'

interface CourseStandingProps {
  home: CourseHome
  certificate: MyCertificate | null
  timeZone: string
}

/** How far the learner is, and the one button that goes on. */
export async function CourseStanding({ home, certificate, timeZone }: CourseStandingProps) {
  const { course, learner, canReadLessons } = home
  const [t, locale] = await Promise.all([getTranslations('learning.home'), getLocale()])
  const { enrollment, continueWith, percent } = learner
  if (enrollment === null) return null
  const waits = waitsFor(home)
  const target = continueWith ?? (waits === null ? lessonsOf(course.outline)[0] : undefined)
  const isUntouched = learner.doneCount === 0 && learner.startedLessonIds.length === 0
  const label = continueWith === null ? t('again') : isUntouched ? t('start') : t('continue')
  return (
    <Card className="mt-8 flex flex-wrap items-center gap-x-6 gap-y-4">
      <ProgressRing percent={percent} label={t('progressLabel', { title: course.title })} className="size-16">
        {`${percent}%`}
      </ProgressRing>
      <div className="min-w-0 grow basis-56">
        <p className="font-semibold">
          {t('lessonsDone', { done: learner.doneCount, count: learner.lessonCount })}
        </p>
        {enrollment.completedAt ? (
          <p className="text-sm text-success">
            {t('completed', { date: formatDay(enrollment.completedAt, { locale, timeZone }) })}
          </p>
        ) : null}
        {learner.openSinceCompletion > 0 ? (
          <p className="text-sm text-muted">{t('newLessons', { count: learner.openSinceCompletion })}</p>
        ) : null}
        {continueWith && canReadLessons ? (
          <p className="text-sm wrap-anywhere text-muted">
            {t.rich('nextUp', {
              title: continueWith.title,
              name: (words) => <bdi {...languageOf(course.language, locale)}>{words}</bdi>,
            })}
          </p>
        ) : null}
        {waits !== null && canReadLessons ? (
          <p className="text-sm text-muted">
            {t('nextOpens', { moment: formatMoment(waits, { locale, timeZone }) })}
          </p>
        ) : null}
        <p className="mt-1 flex flex-wrap gap-x-4 text-sm">
          <TextLink href={`/learn/${course.slug}/progress`} prefetch={false} className="py-1">
            {t('ledger')}
          </TextLink>
          {lessonsOf(course.outline).some(({ type }) => isGraded(type)) ? (
            <TextLink href={`/learn/${course.slug}/grades`} prefetch={false} className="py-1">
              {t('grades')}
            </TextLink>
          ) : null}
          {certificate?.isRevoked ? (
            <TextLink
              href={`/certificates/${certificate.serial}`}
              prefetch={false}
              className="inline-flex items-center gap-1.5 py-1"
            >
              <Icon name="award" size="sm" />
              {t('certificateRevoked')}
            </TextLink>
          ) : null}
        </p>
      </div>
      {certificate !== null && !certificate.isRevoked ? (
        <LinkButton
          href={`/certificates/${certificate.serial}`}
          prefetch={false}
          variant={continueWith === null ? 'primary' : 'secondary'}
          size="lg"
          className="max-sm:w-full"
        >
          <Icon name="award" size="sm" />
          {t('certificate')}
        </LinkButton>
      ) : null}
      {target && canReadLessons ? (
        <LinkButton
          href={`/learn/${course.slug}/${target.id}`}
          prefetch={false}
          variant={continueWith === null ? 'secondary' : 'primary'}
          size="lg"
          className="max-sm:w-full"
        >
          {label}
        </LinkButton>
      ) : null}
    </Card>
  )
}

const isGraded = (type: string) => GRADED_LESSON_TYPES.some((graded) => graded === type)

/** Where nothing open is left, the moment at which the next lesson opens; null where there is something to do. */
function waitsFor({ learner }: CourseHome): Date | null {
  if (learner.continueWith !== null) return null
  const moments = Object.values(learner.openings).flatMap(({ opensAt }) =>
    opensAt === null ? [] : [opensAt],
  )
  return moments.sort((one, other) => one.getTime() - other.getTime())[0] ?? null
}
