import { useLocale, useTranslations } from '@/i18n/texts'
import { PageHeader } from '@/components/layout/page-header'
import { Tabs } from '@/components/ui/tabs'
import { TextLink } from '@/components/ui/text-link'
import type { TaughtCourseHead } from '@/lib/progress/dto'

interface TaughtHeadProps {
  course: TaughtCourseHead
  title: string
  lead: string
  current: 'students' | 'announcements' | 'analytics'
}

/** The head of the pages about who learns in a course: its name, and the way between them. */
export function TaughtHead({ course, title, lead, current }: TaughtHeadProps) {
  const t = useTranslations('students')
  const locale = useLocale()
  const base = `/instructor/courses/${course.id}`
  return (
    <>
      <PageHeader
        className="pb-4 sm:pb-4"
        above={
          <TextLink href={base} prefetch={false} className="text-sm">
            <span lang={course.language === locale ? undefined : course.language} dir="auto">
              {course.title}
            </span>
          </TextLink>
        }
        title={title}
        lead={lead}
      />
      <Tabs
        label={t('ways')}
        className="mb-6"
        tabs={(['students', 'announcements', 'analytics'] as const).map((way) => ({
          href: `${base}/${way}`,
          label: t(`way.${way}`),
          isCurrent: way === current,
        }))}
      />
    </>
  )
}
