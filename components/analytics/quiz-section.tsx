import { getLocale, getTranslations } from '@/i18n/texts'
import { Section } from '@/components/layout/section'
import { Tabs } from '@/components/ui/tabs'
import type { CourseFigures, QuizFigures } from '@/lib/analytics/dto'
import { analyticsAddress, type AnalyticsQuery } from '@/lib/analytics/schema'
import { NoFigures } from './no-figures'
import { QuizTable } from './quiz-table'

interface QuizSectionProps {
  figures: CourseFigures
  query: AnalyticsQuery
  /** Null where the course has none. */
  quiz: QuizFigures | null
}

/** The questions of one quiz, and the way to the others. */
export async function QuizSection({ figures: { course, quizzes }, query, quiz }: QuizSectionProps) {
  const [t, locale] = await Promise.all([getTranslations('analytics.quizzes'), getLocale()])
  const lang = course.language === locale ? undefined : course.language
  return (
    <Section title={t('title')} lead={t('lead')}>
      {quizzes.length > 1 ? (
        <Tabs
          label={t('choose')}
          className="mb-6"
          tabs={quizzes.map(({ lessonId, title }) => ({
            href: analyticsAddress(course.id, { days: query.days, quiz: lessonId }),
            label: title,
            isCurrent: lessonId === query.quiz,
          }))}
        />
      ) : null}
      {quiz === null ? <NoFigures>{t('none')}</NoFigures> : <QuizTable quiz={quiz} lang={lang} />}
    </Section>
  )
}
