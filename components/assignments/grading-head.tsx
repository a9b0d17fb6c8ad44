import { useLocale, useTranslations } from '@/i18n/texts'
import { PageHeader } from '@/components/layout/page-header'
import { Tabs } from '@/components/ui/tabs'
import { TextLink } from '@/components/ui/text-link'

interface GradingHeadProps {
  course: { id: string; title: string; language: string }
  title: string
  lead?: string
  current: 'queue' | 'book'
}

/** The head of the pages of a course's grades: its name, and the way between them. */
export function GradingHead({ course, title, lead, current }: GradingHeadProps) {
  const t = useTranslations('assignments.queue')
  const locale = useLocale()
  const here = `/instructor/courses/${course.id}`
  return (
    <>
      <PageHeader
        className="pb-4 sm:pb-4"
        above={
          <TextLink href={here} prefetch={false} className="text-sm">
            <span lang={course.language === locale ? undefined : course.language} dir="auto">
              {course.title}
            </span>
          </TextLink>
        }
        title={title}
        lead={lead}
        actions={
          <TextLink
            href="/instructor/grading"
            prefetch={false}
            className="inline-flex min-h-11 items-center text-sm"
          >
            {t('all')}
          </TextLink>
        }
      />
      <Tabs
        label={t('views')}
        className="mb-6"
        tabs={[
          { href: `${here}/grading`, label: t('queue'), isCurrent: current === 'queue' },
          { href: `${here}/grades`, label: t('book'), isCurrent: current === 'book' },
        ]}
      />
    </>
  )
}
