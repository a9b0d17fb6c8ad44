import { useTranslations } from '@/i18n/texts'
import { Badge } from '@/components/ui/badge'
import type { Student } from '@/lib/progress/dto'

const TONES = {
  notStarted: 'neutral',
  waiting: 'neutral',
  stuck: 'danger',
  atRisk: 'warning',
  active: 'accent',
  completed: 'success',
} as const

/** How a student stands, in a word; of who learns here no more, why. */
export function StandingBadge({ student }: { student: Pick<Student, 'standing' | 'isRemoved'> }) {
  const t = useTranslations('students')
  const { standing, isRemoved } = student
  if (standing === null) return <Badge>{isRemoved ? t('removedState') : t('leftState')}</Badge>
  return <Badge tone={TONES[standing]}>{t(`show.${standing}`)}</Badge>
}
