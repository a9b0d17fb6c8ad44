import type { Question } from '@/lib/quizzes/schema/question'
import type { BuilderTexts } from './builder-texts'

/** What the fields of a question's type get. */
export interface PartsProps<T extends Question = Question> {
  question: T
  onChange: (question: Question) => void
  texts: BuilderTexts
}
