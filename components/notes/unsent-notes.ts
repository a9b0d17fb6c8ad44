/** A note as it was written last; `text` is null where it is to be deleted. */
export type UnsentNote = { id: string; lessonId: string; atSecond: number | null; text: string | null }
/** `refusal` is the reason; null where trying again later may help. */
type Sent = { isSent: true } | { isSent: false; refusal: string | null }

/** Where the browser keeps nothing (a private window, say), at least this page does. */
const onThisPage = new Map<string, string>()

/**
 * What was written and has not arrived yet, by the id of the note. It stays in this browser until the academy has said
 * that it has it: a lost connection or a closed tab loses nothing. `shelf` is the learner's enrolment, so that nobody
 * else who uses this browser finds it.
 */
export function unsentOf(shelf: string): Record<string, UnsentNote> {
  try {
    return JSON.parse(read(shelf) ?? '{}') as Record<string, UnsentNote>
  } catch {
    return {}
  }
}

export function keepUnsent(shelf: string, note: UnsentNote): void {
  write(shelf, { ...unsentOf(shelf), [note.id]: note })
}

/** Forgets it, unless it was written anew while it was on its way. */
export function forgetSent(shelf: string, note: UnsentNote): boolean {
  const { [note.id]: current, ...rest } = unsentOf(shelf)
  const isSame = current?.text === note.text && current?.atSecond === note.atSecond
  if (isSame) write(shelf, rest)
  return isSame
}

/** `keepalive`, so that it arrives even when the page is being closed. */
export async function sendNote({ id, lessonId, atSecond, text }: UnsentNote): Promise<Sent> {
  const deletion = { method: 'DELETE', keepalive: true }
  const saving = {
    method: 'PUT',
    keepalive: true,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ lessonId, atSecond, text }),
  }
  try {
    const answer = await fetch(`/api/me/notes/${id}`, text === null ? deletion : saving)
    if (answer.ok || (text === null && answer.status === 404)) return { isSent: true }
    const isPassing = answer.status >= 500 || answer.status === 429
    return { isSent: false, refusal: isPassing ? null : await reasonOf(answer) }
  } catch {
    return { isSent: false, refusal: null }
  }
}

/** An id as the database makes them: the time, then chance. */
export function newNoteId(): string {
  const seconds = Math.floor(Date.now() / 1_000)
  const chance = crypto.getRandomValues(new Uint8Array(8))
  const hex = (byte: number, length: number) => byte.toString(16).padStart(length, '0')
  return hex(seconds, 8) + [...chance].map((byte) => hex(byte, 2)).join('')
}

async function reasonOf(answer: Response): Promise<string> {
  const problem: { reason?: string; code?: string } = await answer.json().catch(() => ({}))
  return problem.reason ?? problem.code ?? 'unexpected'
}

const nameOf = (shelf: string) => `unsent-notes:${shelf}`

function read(shelf: string): string | null {
  try {
    return localStorage.getItem(nameOf(shelf)) ?? onThisPage.get(shelf) ?? null
  } catch {
    return onThisPage.get(shelf) ?? null
  }
}

function write(shelf: string, notes: Record<string, UnsentNote>): void {
  onThisPage.delete(shelf)
  try {
    if (Object.keys(notes).length === 0) localStorage.removeItem(nameOf(shelf))
    else localStorage.setItem(nameOf(shelf), JSON.stringify(notes))
  } catch {
    onThisPage.set(shelf, JSON.stringify(notes))
  }
}
