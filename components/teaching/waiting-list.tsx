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

interface WaitingListProps {
  courses: readonly OwnCourse[]
  /** How much work waits for a grade in all of them. */
  toGrade: number
}

/** What an author has to do, the most pressing first: people who wait before texts that do. */
export function WaitingList({ courses, toGrade }: WaitingListProps) {
  const t = useTranslations('teaching.overview')
  const rows = courses
    .flatMap((course) => {
      const waiting = waitingOf(course)
      return waiting === null ? [] : [{ course, waiting }]
    })
    .sort((a, b) => ORDER.indexOf(a.waiting) - ORDER.indexOf(b.waiting))
  if (rows.length === 0 && toGrade === 0) return <p className="text-muted">{t('waitsNone')}</p>
  return (
    <ul className="flex flex-col gap-2">
      {toGrade === 0 ? null : (
        <Waits icon="clipboard-list" href="/instructor/grading" name={t('toGrade', { count: toGrade })}>
          {t('toGradeWaits', { count: toGrade })}
        </Waits>
      )}
      {rows.map(({ course, waiting }) => (
        <Waits
          key={course.id}
          icon={ICONS[waiting]}
          href={`/instructor/courses/${course.id}/${waiting === 'draft' ? 'curriculum' : 'publish'}`}
          name={course.title}
        >
          {t(waiting)}
        </Waits>
      ))}
    </ul>
  )
}

interface WaitsProps {
  icon: IconName
  href: string
  name: string
  /** What is the matter with it. */
  children: string
}

function Waits({ icon, href, name, children }: WaitsProps) {
  return (
    <li className="flex items-start gap-3 rounded-md border border-line px-4 py-3">
      <Icon name={icon} size="sm" className="mt-1 text-muted" />
      <p className="min-w-0 wrap-anywhere">
        <TextLink href={href} prefetch={false}>
          {name}
        </TextLink>{' '}
        {children}
      </p>
    </li>
  )
}

function waitingOf({ status, state }: OwnCourse): Waiting | null {
  if (status === 'archived') return null
  if (state === 'returned') return 'returned'
  if (state === 'submitted') return 'inReview'
  if (status === 'draft') return 'draft'
  return state === 'open' ? 'open' : null
}
