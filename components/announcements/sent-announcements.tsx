import { useTranslations } from '@/i18n/texts'
import { Markdown } from '@/components/editor/markdown'
import { ActionButton } from '@/components/forms/action-button'
import { Card } from '@/components/ui/card'
import { LinkButton } from '@/components/ui/link-button'
import { deleteAnnouncementAction } from '@/lib/announcements/actions'
import type { SentAnnouncement } from '@/lib/announcements/dto'
import { isStudentFilter } from '@/lib/progress/constants'
import type { TaughtCourseHead } from '@/lib/progress/dto'
import { AnnouncementHead } from './announcement-head'

interface SentAnnouncementsProps {
  course: TaughtCourseHead
  announcements: readonly SentAnnouncement[]
  timeZone: string
}

/** What was said in a course, to whom, and how many heard of it. */
export function SentAnnouncements({ course, announcements, timeZone }: SentAnnouncementsProps) {
  const t = useTranslations('announcements')
  return (
    <ul className="flex flex-col gap-5">
      {announcements.map((announcement) => (
        <li key={announcement.id}>
          <Card>
            <AnnouncementHead announcement={announcement} timeZone={timeZone} />
            <p className="mt-1 text-sm text-muted">
              <To announcement={announcement} /> · {toldOf(announcement, t)}
            </p>
            <Markdown source={announcement.body} isPart className="mt-4" />
            <div className="mt-4 flex flex-wrap gap-2">
              <LinkButton
                href={`/instructor/courses/${course.id}/announcements/${announcement.id}`}
                prefetch={false}
                size="sm"
                aria-label={t('changeLabel', { title: announcement.title })}
              >
                {t('change')}
              </LinkButton>
              <ActionButton
                action={deleteAnnouncementAction}
                fields={{ announcementId: announcement.id }}
                label={t('deleteLabel', { title: announcement.title })}
                variant="danger-quiet"
                size="sm"
                confirm={{
                  title: t('deleteTitle', { title: announcement.title }),
                  description: t('deleteText'),
                  confirmLabel: t('delete'),
                  isDestructive: true,
                }}
              >
                {t('delete')}
              </ActionButton>
            </div>
          </Card>
        </li>
      ))}
    </ul>
  )
}

function To({ announcement: { audience, standing, toldCount } }: { announcement: SentAnnouncement }) {
  const t = useTranslations('announcements.to')
  const show = useTranslations('students.show')
  if (audience === 'standing' && isStudentFilter(standing)) return t('standing', { standing: show(standing) })
  return audience === 'all' ? t('all') : t('chosen', { count: toldCount })
}

function toldOf(
  { isDelivered, toldCount }: SentAnnouncement,
  t: ReturnType<typeof useTranslations<'announcements'>>,
): string {
  return isDelivered ? t('told', { count: toldCount }) : t('telling', { count: toldCount })
}
