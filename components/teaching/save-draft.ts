import type { z } from 'zod'
import { inputOf } from '@/lib/platform/forms/form-input'
import { issueCode, fieldsOf } from '@/lib/platform/forms/issue-codes'

/** A code of the catalogue's errors, and the field it is about. */
export type Refusal = { code: string; field: string | null }
type Saved =
  | { kind: 'saved'; version: number }
  /** Somebody else wrote it meanwhile. */
  | { kind: 'changed' }
  | { kind: 'refused'; refusal: Refusal }
  | { kind: 'offline' }

type Draft = {
  address: string
  /** Of the call's body without its version. */
  schema: z.ZodType
  version: number
  /** Everything that stands in the form; of a field with parts all parts are sent. */
  all: Record<string, string>
  changed: string[]
  /** The fields mean something together only: all are sent, and the schema alone says which may be empty. */
  isWhole: boolean
}

/** A browser gives up a request that outlives its page beyond this. */
const KEEPALIVE_MAX = 60_000

/** Sends the fields that were changed; `keepalive`, so that they arrive even when the page is being closed. */
export async function saveDraft(draft: Draft): Promise<Saved> {
  const { address, schema, version, all, changed, isWhole } = draft
  const roots = new Set((isWhole ? Object.keys(all) : changed).map(rootOf))
  const entries = Object.entries(all).filter(([name]) => roots.has(rootOf(name)))
  const parsed = schema.safeParse(inputOf(schema, entries), { error: issueCode })
  if (!parsed.success) return { kind: 'refused', refusal: firstOf(fieldsOf(parsed.error.issues)) }
  const given = parsed.data as Record<string, unknown>
  // The form's rules leave out what is empty; here it was emptied, and something has to stand there.
  const emptied = isWhole ? undefined : [...roots].find((root) => given[root] === undefined)
  if (emptied !== undefined) return { kind: 'refused', refusal: { code: 'required', field: emptied } }
  const body = JSON.stringify({ version, ...given })
  try {
    const answer = await fetch(address, {
      method: 'PATCH',
      keepalive: body.length < KEEPALIVE_MAX,
      headers: { 'content-type': 'application/json' },
      body,
    })
    if (answer.ok) return { kind: 'saved', ...((await answer.json()) as { version: number }) }
    if (answer.status === 412) return { kind: 'changed' }
    if (answer.status >= 500 || answer.status === 429) return { kind: 'offline' }
    return { kind: 'refused', refusal: await refusalOf(answer) }
  } catch {
    return { kind: 'offline' }
  }
}

async function refusalOf(answer: Response): Promise<Refusal> {
  const problem = (await answer.json().catch(() => ({}))) as {
    reason?: string
    code?: string
    errors?: { path: string; message: string }[]
  }
  const [first] = problem.errors ?? []
  if (first !== undefined) return { code: first.message, field: rootOf(first.path) }
  return { code: problem.reason ?? problem.code ?? 'unexpected', field: null }
}

function firstOf(fields: Record<string, string>): Refusal {
  const [first] = Object.entries(fields)
  return first === undefined ? { code: 'invalid', field: null } : { code: first[1], field: rootOf(first[0]) }
}

function rootOf(name: string): string {
  return name.split('.')[0] ?? name
}
