/** What a learner has written that may not have arrived yet; `version` is the one it was written upon. */
export type Words = { text: string; link: string }
export type UnsentDraft = Words & { version: number }
export type Answer =
  | { is: 'saved'; version: number }
  | { is: 'conflict' }
  /** `message` is the server's own sentence; null: trying again later may help. */
  | { is: 'failed'; message: string | null }

const addressOf = (lessonId: string) => `/api/me/assignments/${lessonId}/draft`
const nameOf = (shelf: string) => `unsent-draft:${shelf}`

/**
 * What stays in this browser until the academy has said that it has it: a lost connection or a closed tab loses nothing.
 * `shelf` is the learner's enrolment with the lesson, so that nobody else who uses this browser finds it.
 */
export function unsentDraft(shelf: string): UnsentDraft | null {
  try {
    return JSON.parse(localStorage.getItem(nameOf(shelf)) ?? 'null') as UnsentDraft | null
  } catch {
    return null
  }
}

export function keepUnsentDraft(shelf: string, draft: UnsentDraft | null): void {
  try {
    if (draft === null) localStorage.removeItem(nameOf(shelf))
    else localStorage.setItem(nameOf(shelf), JSON.stringify(draft))
  } catch {
    // A private window keeps nothing; the page itself still has it.
  }
}

/** `keepalive`, so that it arrives even when the page is being closed. */
export async function sendDraft(lessonId: string, draft: UnsentDraft): Promise<Answer> {
  try {
    const answer = await fetch(addressOf(lessonId), {
      method: 'PUT',
      // A browser refuses more than 64 kB of what outlives its page.
      keepalive: draft.text.length < 15_000,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(draft),
    })
    const body: { version?: number; detail?: string } = await answer.json().catch(() => ({}))
    if (answer.ok) return { is: 'saved', version: body.version ?? draft.version + 1 }
    if (answer.status === 412) return { is: 'conflict' }
    const isPassing = answer.status >= 500 || answer.status === 429
    return { is: 'failed', message: isPassing ? null : (body.detail ?? '') }
  } catch {
    return { is: 'failed', message: null }
  }
}

/** The draft as the academy has it now. */
export async function readDraft(lessonId: string): Promise<UnsentDraft | null> {
  try {
    const answer = await fetch(addressOf(lessonId), { cache: 'no-store' })
    return answer.ok ? ((await answer.json()) as UnsentDraft) : null
  } catch {
    return null
  }
}
