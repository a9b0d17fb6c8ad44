import { useTranslations } from '@/i18n/texts'
import { Badge, type Tone } from '@/components/ui/badge'
import type { CourseStatus, RevisionState } from '@/lib/courses/constants'

const TONES = {
  draft: 'neutral',
  inReview: 'warning',
  published: 'success',
  archived: 'neutral',
} as const satisfies Record<CourseStatus, Tone>

/** What learners see of a course, and how far its working copy is. */
export function CourseState({ status, state }: { status: CourseStatus; state: RevisionState | null }) {
  const t = useTranslations('teaching.states')
  const isLive = status === 'published' || status === 'archived'
  return (
    <span className="inline-flex flex-wrap gap-1.5">
      <Badge tone={TONES[status]}>{t(status)}</Badge>
      {isLive && (state === 'open' || state === 'submitted') ? (
        <Badge tone={state === 'submitted' ? 'warning' : 'accent'}>{t(state)}</Badge>
      ) : null}
      {state === 'returned' ? <Badge tone="danger">{t('returned')}</Badge> : null}
    </span>
  )
}
