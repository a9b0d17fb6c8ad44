/**
 * Gives the focus to what was made anew, as soon as it is there; not where the person has gone on to something else
 * meanwhile.
 */
export function focusAgain(find: () => HTMLElement | null): void {
  const before = document.activeElement
  requestAnimationFrame(() => {
    const now = document.activeElement
    if (now === null || now === document.body || now === before) find()?.focus()
  })
}
