import type { Answer } from '@/lib/quizzes/schema/answer'

/** An answer that has not been acknowledged; `sequence` counts the answers to its question. */
export type UnsentAnswer = { questionId: string; sequence: number; answer: Answer }
/** `refusal` is the reason; null where trying again later may help. */
export type Sent =
  { isSent: true; sequence: number; isKept: boolean } | { isSent: false; refusal: string | null }

/** Where the browser keeps nothing (a private window, say), at least this page does. */
const onThisPage = new Map<string, string>()
const nameOf = (attemptId: string) => `unsent-answers:${attemptId}`

/**
 * What was answered and not acknowledged yet, in the order it was given. It stays in this browser until the academy has
 * said that it has it, so that a lost connection, a reload or a closed tab loses nothing.
 */
export function unsentOf(attemptId: string): UnsentAnswer[] {
  try {
    const kept = localStorage.getItem(nameOf(attemptId)) ?? onThisPage.get(attemptId) ?? '[]'
    return JSON.parse(kept) as UnsentAnswer[]
  } catch {
    return []
  }
}

/** A later answer to the same question stands for the ones before it. */
export function keepUnsent(attemptId: string, given: UnsentAnswer): void {
  write(attemptId, [...unsentOf(attemptId).filter((each) => each.questionId !== given.questionId), given])
}

/** Forgets it, unless the question was answered anew while it was on its way. */
export function forgetSent(attemptId: string, { questionId, sequence }: UnsentAnswer): void {
  write(
    attemptId,
    unsentOf(attemptId).filter((each) => each.questionId !== questionId || each.sequence > sequence),
  )
}

/** `keepalive`, so that it arrives even when the page is being closed. */
export async function sendAnswer(attemptId: string, given: UnsentAnswer): Promise<Sent> {
  try {
    const answer = await fetch(`/api/me/attempts/${attemptId}/answer`, {
      method: 'PUT',
      keepalive: true,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(given),
    })
    if (answer.ok)
      return { isSent: true, ...((await answer.json()) as { sequence: number; isKept: boolean }) }
    const isPassing = answer.status >= 500 || answer.status === 429
    if (isPassing) return { isSent: false, refusal: null }
    const problem: { reason?: string; code?: string } = await answer.json().catch(() => ({}))
    return { isSent: false, refusal: problem.reason ?? problem.code ?? 'unexpected' }
  } catch {
    return { isSent: false, refusal: null }
  }
}

function write(attemptId: string, answers: readonly UnsentAnswer[]): void {
  onThisPage.delete(attemptId)
  try {
    if (answers.length === 0) localStorage.removeItem(nameOf(attemptId))
    else localStorage.setItem(nameOf(attemptId), JSON.stringify(answers))
  } catch {
    onThisPage.set(attemptId, JSON.stringify(answers))
  }
}
