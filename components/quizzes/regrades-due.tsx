import { useTranslations } from '@/i18n/texts'
import { Notice } from '@/components/ui/notice'
import { TextLink } from '@/components/ui/text-link'

interface RegradesDueProps {
  courseId: string
  /** Of `listRegradesDue`. */
  quizzes: readonly { lessonId: string; title: string }[]
}

/** After publishing: which quizzes grade otherwise than the attempts there are. Nothing where none does. */
export function RegradesDue({ courseId, quizzes }: RegradesDueProps) {
  const t = useTranslations('quizzes.regrade')
  if (quizzes.length === 0) return null
  return (
    <Notice tone="warning" className="mt-6">
      <p>{t('dueCourse', { count: quizzes.length })}</p>
      <ul className="mt-1 list-disc pl-5">
        {quizzes.map(({ lessonId, title }) => (
          <li key={lessonId}>
            <TextLink href={`/instructor/courses/${courseId}/lessons/${lessonId}/regrade`} prefetch={false}>
              <span dir="auto">{title}</span>
            </TextLink>
          </li>
        ))}
      </ul>
    </Notice>
  )
}
