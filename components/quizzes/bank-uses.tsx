import { useTranslations } from '@/i18n/texts'
import { Badge } from '@/components/ui/badge'
import { TextLink } from '@/components/ui/text-link'
import type { BankUse } from '@/lib/quizzes/bank-dto'

interface BankUsesProps {
  uses: readonly BankUse[]
  /** Of the question in the bank. */
  version: number
}

/** The quizzes that hold copies of a question, older or not, and those that draw it. */
export function BankUses({ uses, version }: BankUsesProps) {
  const t = useTranslations('quizzes.bank')
  if (uses.length === 0) return <p className="text-muted">{t('noUses')}</p>
  return (
    <ul className="flex flex-col gap-2">
      {uses.map(({ courseId, courseTitle, lessonId, lessonTitle, versions, isDrawn }) => (
        <li key={lessonId} className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <span dir="auto" className="min-w-0 wrap-anywhere">
            <TextLink href={`/instructor/courses/${courseId}/lessons/${lessonId}`} prefetch={false}>
              {lessonTitle}
            </TextLink>{' '}
            <span className="text-muted">{courseTitle}</span>
          </span>
          {versions.some((held) => held < version) ? (
            <Badge tone="accent">{t('isOlder')}</Badge>
          ) : versions.length > 0 ? (
            <Badge>{t('isCurrent')}</Badge>
          ) : null}
          {isDrawn ? <Badge>{t('isDrawn')}</Badge> : null}
        </li>
      ))}
    </ul>
  )
}
