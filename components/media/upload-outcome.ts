/** How sending ended; a refusal has the reason of the catalogue's `errors`, a lost network `unreachable`. */
export type Outcome<T> = { ok: true; data: T } | { ok: false; reason: string }

/** What the server said instead of doing it. */
export async function reasonOf(answer: Response): Promise<string> {
  return reasonIn(await answer.text().catch(() => ''))
}

export function reasonIn(problem: string): string {
  try {
    const { reason, code, errors } = JSON.parse(problem) as {
      reason?: string
      code?: string
      errors?: { message: string }[]
    }
    return reason ?? errors?.[0]?.message ?? code ?? 'unexpected'
  } catch {
    return 'unexpected'
  }
}

/** Calls one of our own addresses; every end is an outcome. */
export async function call<T>(address: string, init: RequestInit): Promise<Outcome<T>> {
  try {
    const answer = await fetch(address, { method: 'POST', ...init })
    if (!answer.ok) return { ok: false, reason: await reasonOf(answer) }
    return { ok: true, data: (answer.status === 204 ? undefined : await answer.json()) as T }
  } catch {
    return { ok: false, reason: 'unreachable' }
  }
}

export function json(body: unknown): RequestInit {
  return { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
}
