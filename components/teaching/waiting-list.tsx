import { useTranslations } from '@/i18n/texts'
import { Icon, type IconName } from '@/components/ui/icon'
import { TextLink } from '@/components/ui/text-link'
import type { OwnCourse } from '@/lib/courses/authored-dto'

type Waiting = 'returned' | 'open' | 'inReview' | 'draft'

const ICONS: Record<Waiting, IconName> = {
  returned: 'inbox',
  open: 'pencil',
  inReview: 'clock',
  draft: 'file-text',
}
const ORDER: readonly Waiting[] = ['returned', 'open', 'draft', 'inReview']

/** What an author has to do, the most pressing first. */
export function WaitingList({ courses }: { courses: readonly OwnCourse[] }) {
  const t = useTranslations('teaching.overview')
  const rows = courses
    .flatMap((course) => {
      const waiting = waitingOf(course)
      return waiting === null ? [] : [{ course, waiting }]
    })
    .sort((a, b) => ORDER.indexOf(a.waiting) - ORDER.indexOf(b.waiting))
  if (rows.length === 0) return <p className="text-muted">{t('waitsNone')}</p>
  return (
    <ul className="flex flex-col gap-2">
      {rows.map(({ course, waiting }) => (
        <li key={course.id} className="flex items-start gap-3 rounded-md border border-line px-4 py-3">
          <Icon name={ICONS[waiting]} size="sm" className="mt-1 text-muted" />
          <p className="min-w-0 wrap-anywhere">
            <TextLink
              href={`/instructor/courses/${course.id}/${waiting === 'draft' ? 'curriculum' : 'publish'}`}
              prefetch={false}
            >
              {course.title}
            </TextLink>{' '}
            {t(waiting)}
          </p>
        </li>
      ))}
    </ul>
  )
}

function waitingOf({ status, state }: OwnCourse): Waiting | null {
  if (status === 'archived') return null
  if (state === 'returned') return 'returned'
  if (state === 'submitted') return 'inReview'
  if (status === 'draft') return 'draft'
  return state === 'open' ? 'open' : null
}
