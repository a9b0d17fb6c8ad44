export type SaveOutcome =
  | { state: 'saved'; version: number }
  | { state: 'offline' }
  | { state: 'conflict' }
  | { state: 'refused'; reason: string; fields: Readonly<Record<string, string>> }

/** Sends the whole of what is written, with the version it was made of. `keepalive` only where a browser takes that much. */
export async function sendDraft(
  method: 'PUT' | 'POST',
  address: string,
  content: Readonly<Record<string, unknown>> & { version: number },
): Promise<SaveOutcome> {
  const body = JSON.stringify(content)
  try {
    const answer = await fetch(address, {
      method,
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
export async function presentVersion(address: string): Promise<number | null> {
  try {
    const answer = await fetch(address)
    return answer.ok ? ((await answer.json()) as { version: number }).version : null
  } catch {
    return null
  }
}

type Kept<T> = { version: number; draft: T }
const nameOf = (shelf: string) => `unsaved-quiz:${shelf}`

/** What was written and not saved yet: a closed tab or a lost connection loses nothing. */
export function keptDraft<T>(shelf: string): Kept<T> | null {
  try {
    return JSON.parse(localStorage.getItem(nameOf(shelf)) ?? 'null') as Kept<T> | null
  } catch {
    return null
  }
}

export function keepDraft<T>(shelf: string, kept: Kept<T> | null): void {
  try {
    if (kept === null) localStorage.removeItem(nameOf(shelf))
    else localStorage.setItem(nameOf(shelf), JSON.stringify(kept))
  } catch {
    // A browser that keeps nothing still has the page itself.
  }
}
