/** What was typed and has not arrived yet: by name of the field, and the version and values it was typed over. */
export type UnsentDraft = {
  version: number
  base: Record<string, string>
  typed: Record<string, string>
}

/** Where the browser keeps nothing (a private window, say), at least this page does. */
const onThisPage = new Map<string, string>()
const nameOf = (shelf: string) => `unsent-draft:${shelf}`

/** `shelf` names the person and the thing, so that nobody else who uses this browser finds it. */
export function unsentDraftOf(shelf: string): UnsentDraft | null {
  try {
    const kept = localStorage.getItem(nameOf(shelf)) ?? onThisPage.get(shelf)
    return kept == null ? null : (JSON.parse(kept) as UnsentDraft)
  } catch {
    return null
  }
}

export function keepUnsentDraft(shelf: string, draft: UnsentDraft): void {
  const text = JSON.stringify(draft)
  try {
    localStorage.setItem(nameOf(shelf), text)
  } catch {
    onThisPage.set(shelf, text)
  }
}

export function forgetUnsentDraft(shelf: string): void {
  onThisPage.delete(shelf)
  try {
    localStorage.removeItem(nameOf(shelf))
  } catch {
    // It was never kept there.
  }
}
