import type { Question } from '@/lib/quizzes/schema/question'

type Sent =
  { state: 'saved'; questionId: string; version: number } | { state: 'conflict' | 'refused' | 'lost' }

/** Puts a question into the author's bank, or in place of the version of it that is named. */
export async function sendToBank(content: {
  questionId?: string
  version: number
  question: Question
}): Promise<Sent> {
  try {
    const answer = await fetch('/api/authoring/questions', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(content),
    })
    if (answer.ok) {
      const saved = (await answer.json()) as { questionId: string; version: number }
      return { state: 'saved', ...saved }
    }
    const states: Record<number, 'conflict' | 'refused'> = { 412: 'conflict', 422: 'refused' }
    return { state: states[answer.status] ?? 'lost' }
  } catch {
    return { state: 'lost' }
  }
}
