import { useLocale, useTranslations } from '@/i18n/texts'
import { Icon } from '@/components/ui/icon'
import type { LessonView } from '@/lib/progress/dto'
import { formatMinutes } from '@/lib/utils/dates'
import { TYPE_ICONS } from './lesson-state'

/** Under a lesson's title: where it stands, what kind it is, how long it takes. */
export function LessonFacts({ view: { place, lesson, content } }: { view: LessonView }) {
  const t = useTranslations('learning.lesson')
  const outline = useTranslations('learning.outline')
  const locale = useLocale()
  const facts = [
    t('place', place),
    outline(`types.${content.type}`),
    lesson.durationMinutes > 0 ? formatMinutes(lesson.durationMinutes, locale) : null,
    lesson.isRequired ? null : outline('optional'),
  ]
  return (
    <p className="mt-2 flex items-center gap-2 text-sm text-muted">
      <Icon name={TYPE_ICONS[content.type]} size="sm" />
      {facts.filter((fact) => fact !== null).join(' · ')}
    </p>
  )
}
