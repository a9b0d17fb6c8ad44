import { textsOf } from '../question-texts'
import type { Question } from '../schema/question'
import { withDifferences, type Differences } from './exact'

/** A question with each of its Markdown texts changed; what comes out has to be checked by its schema again. */
export async function withTexts(
  question: Question,
  change: (markdown: string) => Promise<string>,
): Promise<unknown> {
  const changed: Differences = {}
  for (const { path, text } of textsOf(question)) changed[path.join('.')] = await change(text)
  return withDifferences(question, changed)
}
