import { Markdown } from '@/components/editor/markdown'
import type { AskedQuestion } from '@/lib/quizzes/dto'
import { withNumberedGaps } from '@/lib/quizzes/plain-words'

interface QuestionPromptProps {
  question: AskedQuestion
  lang: string | undefined
  dir: 'ltr' | 'rtl' | undefined
}

/** What is asked; gaps stand there by number. */
export function QuestionPrompt({ question: { prompt, asked }, lang, dir }: QuestionPromptProps) {
  const gaps = asked.type === 'gaps' ? asked.gaps.map(({ id }) => id) : []
  return <Markdown source={withNumberedGaps(prompt, gaps)} lang={lang} dir={dir} isPart className="text-lg" />
}
