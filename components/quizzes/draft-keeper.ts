import type { QuizDraft } from '@/lib/quizzes/schema/quiz'

export type SaveOutcome =
  | { state: 'saved'; version: number }
  | { state: 'offline' }
  | { state: 'conflict' }
  | { state: 'refused'; reason: string; fields: Readonly<Record<string, string>> }

/** Sends the whole quiz, made of the version it names. `keepalive` only where a browser takes that much. */
export async function sendDraft(lessonId: string, version: number, draft: QuizDraft): Promise<SaveOutcome> {
  const body = JSON.stringify({ version, draft })
  try {
    const answer = await fetch(`/api/authoring/lessons/${lessonId}/quiz`, {
      method: 'PUT',
      keepalive: body.length < KEEPALIVE_MOST,
      headers: { 'content-type': 'application/json' },
      body,
    })
    if (answer.ok) return { state: 'saved', version: ((await answer.json()) as { version: number }).version }
    if (answer.status >= 500 || answer.status === 429) return { state: 'offline' }
    if (answer.status === 412) return { state: 'conflict' }
    const problem = (await answer.json().catch(() => ({}))) as Problem
    const reason = problem.reason ?? problem.code ?? 'unexpected'
    return { state: 'refused', reason, fields: fieldsOf(problem) }
  } catch {
    return { state: 'offline' }
  }
}

/** Browsers refuse a request that outlives its page when all of these together are larger than 64 kB. */
const KEEPALIVE_MOST = 30_000

type Problem = {
  reason?: string
  code?: string
  errors?: { path: string; message: string }[]
}

function fieldsOf({ errors = [] }: Problem): Record<string, string> {
  return Object.fromEntries(errors.map(({ path, message }) => [path, message]))
}

/** Which version the academy holds now; null where it cannot be asked. */
export async function presentVersion(lessonId: string): Promise<number | null> {
  try {
    const answer = await fetch(`/api/authoring/lessons/${lessonId}/quiz`)
    return answer.ok ? ((await answer.json()) as { version: number }).version : null
  } catch {
    return null
  }
}

type Kept = { version: number; draft: QuizDraft }
const nameOf = (shelf: string) => `unsaved-quiz:${shelf}`

/** What was written and not saved yet: a closed tab or a lost connection loses nothing. */
export function keptDraft(shelf: string): Kept | null {
  try {
    return JSON.parse(localStorage.getItem(nameOf(shelf)) ?? 'null') as Kept | null
  } catch {
    return null
  }
}

export function keepDraft(shelf: string, kept: Kept | null): void {
  try {
    if (kept === null) localStorage.removeItem(nameOf(shelf))
    else localStorage.setItem(nameOf(shelf), JSON.stringify(kept))
  } catch {
    // A browser that keeps nothing still has the page itself.
  }
}
