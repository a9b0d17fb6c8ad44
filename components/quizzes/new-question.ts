import { withoutLink } from '@/lib/quizzes/bank-link'
import type { QuestionType } from '@/lib/quizzes/constants'
import { newPartId } from '@/lib/quizzes/part-ids'
import type { Question } from '@/lib/quizzes/schema/question'
import type { BuilderTexts } from './builder-texts'

/** A question of a type with words in all its places, so that it is whole and saved from its first moment. */
export function newQuestion(type: QuestionType, texts: BuilderTexts): Question {
  const common = { id: newPartId(), name: '', points: 1, isPartial: true, explanation: '', tags: [] }
  return { ...common, prompt: texts.newPrompt, ...partsOf(type, texts) }
}

type Common = 'id' | 'name' | 'prompt' | 'points' | 'isPartial' | 'explanation' | 'tags'
type PartsOf<T> = T extends Question ? Omit<T, Common> & { prompt?: string } : never
type Parts = PartsOf<Question>

function partsOf(type: QuestionType, texts: BuilderTexts): Parts {
  const option = (text: string, share: number) => ({ id: newPartId(), text, share, feedback: '' })
  const choices = [option(texts.newRight, 100), option(texts.newWrong, 0)]
  switch (type) {
    case 'single':
      return { type, options: choices }
    case 'multiple':
      return { type, options: [...choices, option(texts.newWrong2, 0)] }
    case 'trueFalse':
      return { type, prompt: texts.newStatement, isTrue: true, feedbackOnTrue: '', feedbackOnFalse: '' }
    case 'shortText':
      return { type, ...writtenIn(texts) }
    case 'number':
      return { type, accepted: [ONE], units: [], isUnitRequired: false }
    case 'ordering':
      return { type, entries: [entry(texts.newFirst), entry(texts.newSecond)] }
    case 'matching':
      return {
        type,
        pairs: [
          { ...entry(texts.newLeft), match: entry(texts.newMatch) },
          { ...entry(texts.newLeft2), match: entry(texts.newMatch2) },
        ],
        extras: [],
      }
    case 'gaps': {
      const id = newPartId()
      const prompt = `${texts.newPrompt} [[gap:${id}]]`
      return { type, prompt, gaps: [{ id, kind: 'text', ...writtenIn(texts) }] }
    }
  }
}

const ONE = { value: 1, tolerance: 0, toleranceKind: 'absolute', share: 100, feedback: '' } as const
const entry = (text: string) => ({ id: newPartId(), text })
const writtenIn = (texts: BuilderTexts) => ({
  caseMatters: false,
  accentsMatter: true,
  accepted: [{ text: texts.newWord, share: 100, feedback: '' }],
})

/**
 * The same question as another one, which knows no bank: no id of a part is shared, so answers to one never mean the
 * other.
 */
export function copyOfQuestion(question: Question): Question {
  const ids = new Map<string, string>()
  const anew = (id: string) => {
    const made = ids.get(id) ?? newPartId()
    ids.set(id, made)
    return made
  }
  const copied = JSON.parse(JSON.stringify(withoutLink(question)), (key, value: unknown) =>
    key === 'id' && typeof value === 'string' ? anew(value) : value,
  ) as Question
  const prompt = copied.prompt.replace(/\[\[gap:([a-z0-9]+)\]\]/g, (all, id: string) =>
    ids.has(id) ? `[[gap:${ids.get(id) ?? ''}]]` : all,
  )
  return { ...copied, prompt }
}
