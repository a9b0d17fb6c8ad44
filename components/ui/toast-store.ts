export interface Toast {
  id: number
  tone: 'neutral' | 'success' | 'danger'
  message: string
}

const SHOWN_MILLISECONDS = 6000
const MOST_AT_ONCE = 3
const NONE: readonly Toast[] = []

let toasts: readonly Toast[] = NONE
let lastId = 0
const listeners = new Set<() => void>()
const timers = new Map<number, ReturnType<typeof setTimeout>>()

/** Says in passing what has happened. What needs an answer is a dialog, what is wrong with a field stands at the field. */
export function showToast(message: string, tone: Toast['tone'] = 'neutral'): void {
  lastId += 1
  change([...toasts, { id: lastId, tone, message }].slice(-MOST_AT_ONCE))
  resumeToast(lastId)
}

export function dismissToast(id: number): void {
  holdToast(id)
  change(toasts.filter((toast) => toast.id !== id))
}

/** While it is pointed at or focused it stays. */
export function holdToast(id: number): void {
  clearTimeout(timers.get(id))
  timers.delete(id)
}

export function resumeToast(id: number): void {
  holdToast(id)
  timers.set(
    id,
    setTimeout(() => dismissToast(id), SHOWN_MILLISECONDS),
  )
}

export const readToasts = (): readonly Toast[] => toasts
export const readNoToasts = (): readonly Toast[] => NONE

export function subscribeToToasts(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function change(next: readonly Toast[]): void {
  toasts = next
  for (const listener of listeners) listener()
}
