import type { Metadata } from 'next'
import { getTranslations } from '@/i18n/texts'
import { redirect } from 'next/navigation'
import { AuthHeading } from '@/components/accounts/auth-heading'
import { JoinAtOnce } from '@/components/enrollments/join-at-once'
import { ActionButton } from '@/components/forms/action-button'
import { TextLink } from '@/components/ui/text-link'
import { getViewer } from '@/lib/platform/auth/session'
import { isMember } from '@/lib/platform/auth/viewer'
import { joinCourseAction } from '@/lib/progress/actions'
import { readWish } from '@/lib/progress/wish'

export const dynamic = 'force-dynamic'

interface JoinPageProps {
  params: Promise<{ slug: string }>
}

/**
 * Where signing in leads who had pressed the button to join before: the form is sent at once, and stands here for
 * browsers without scripts and for what is refused.
 */
export default async function JoinPage({ params }: JoinPageProps) {
  const [{ slug }, viewer, t] = await Promise.all([params, getViewer(), getTranslations('courses.join')])
  const course = `/courses/${encodeURIComponent(slug)}`
  const wish = await readWish(slug)
  if (wish === null) redirect(course)
  if (!isMember(viewer)) redirect(`/login?next=${encodeURIComponent(`/join/${slug}`)}`)
  return (
    <>
      <AuthHeading title={t('title')}>{t('lead')}</AuthHeading>
      <JoinAtOnce>
        <ActionButton
          action={joinCourseAction}
          fields={{ courseId: wish.courseId, slug }}
          variant="primary"
          size="lg"
          className="w-full *:w-full"
        >
          {t('submit')}
        </ActionButton>
      </JoinAtOnce>
      <p className="mt-6 text-sm text-muted">
        <TextLink href={course} prefetch={false}>
          {t('toCourse')}
        </TextLink>
      </p>
    </>
  )
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('courses.join')
  return { title: t('title') }
}
