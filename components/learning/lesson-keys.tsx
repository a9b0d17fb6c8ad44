'use client'

import { useEffect, useSyncExternalStore } from 'react'
import { Checkbox } from '@/components/ui/checkbox'
import { Dialog, DialogButton, dialogOf } from '@/components/ui/dialog'
import { Icon } from '@/components/ui/icon'

const DIALOG_ID = 'lesson-keys'
const STORED_AS = 'lesson-keys'
const HELP = '?'

interface LessonKeysProps {
  texts: { title: string; button: string; close: string; letters: string; lettersHint: string }
  /** What each key does; `key` as the event names it, and `cap` as it stands on the keyboard. */
  rows: readonly { key: string; cap: string; label: string }[]
}

/**
 * One key for each thing that is done at a lesson. A key presses or focuses what carries it as `data-key`, so it does
 * nothing that the page does not offer, and nothing while somebody writes or holds a modifier. Letters can be turned
 * off, because they get in the way of who speaks to the computer (WCAG 2.1.4).
 */
export function LessonKeys({ texts, rows }: LessonKeysProps) {
  const hasLetters = useSyncExternalStore(subscribeToLetters, lettersAreOn, () => true)
  useEffect(() => {
    const follow = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
      if (event.key.startsWith('Arrow') ? event.shiftKey || takes(event, ARROWS) : takes(event, LETTERS))
        return
      if (event.key === HELP) return void dialogOf(DIALOG_ID)?.showModal()
      if (!event.key.startsWith('Arrow') && (!hasLetters || event.repeat)) return
      const holder = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`)
      const target = holder?.matches(PRESSED) ? holder : holder?.querySelector(PRESSED)
      if (!(target instanceof HTMLElement) || !target.checkVisibility()) return
      event.preventDefault()
      if (target instanceof HTMLTextAreaElement) target.focus()
      else target.click()
    }
    document.addEventListener('keydown', follow)
    return () => document.removeEventListener('keydown', follow)
  }, [hasLetters])
  return (
    <div className="hidden needs-script pointer-fine:block">
      <DialogButton
        dialog={DIALOG_ID}
        className="mx-auto mt-6 flex items-center gap-2 rounded-md px-3 py-2 text-xs text-muted hover:bg-sunken"
      >
        <Icon name="keyboard" size="sm" />
        {texts.button}
        <kbd className="rounded-sm border border-line-strong px-1.5 font-sans">{HELP}</kbd>
      </DialogButton>
      <Dialog id={DIALOG_ID} title={texts.title} closeLabel={texts.close}>
        <dl className="grid grid-cols-[auto_1fr] items-center gap-x-4 gap-y-2.5">
          {rows.map(({ key, cap, label }) => (
            <div key={key} className="contents">
              <dt>
                <kbd className="inline-block min-w-8 rounded-sm border border-b-2 border-line-strong px-2 py-0.5 text-center font-sans text-sm">
                  {cap}
                </kbd>
              </dt>
              <dd>{label}</dd>
            </div>
          ))}
        </dl>
        <label className="flex min-h-11 items-start gap-3 border-t border-line pt-4">
          <Checkbox checked={hasLetters} onChange={({ target }) => setLetters(target.checked)} />
          <span>
            {texts.letters}
            <span className="block text-sm text-muted">{texts.lettersHint}</span>
          </span>
        </label>
      </Dialog>
    </div>
  )
}

const PRESSED = 'a[href], button:not(:disabled), textarea:not(:disabled)'
const FIELDS = 'input, textarea, select, dialog[open], [popover]:popover-open'
const LETTERS = FIELDS
/** Fields, and what scrolls sideways or moves by itself while it has the focus: code, tables, sliders, the player. */
const ARROWS = `${FIELDS}, [tabindex="0"], [role="radio"], [role="slider"], audio, video`

function takes({ target }: KeyboardEvent, what: string): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.closest(what) !== null)
}

const listeners = new Set<() => void>()

function subscribeToLetters(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function lettersAreOn(): boolean {
  try {
    return localStorage.getItem(STORED_AS) !== 'arrows'
  } catch {
    return true
  }
}

function setLetters(areOn: boolean): void {
  try {
    if (areOn) localStorage.removeItem(STORED_AS)
    else localStorage.setItem(STORED_AS, 'arrows')
  } catch {
    // This browser keeps nothing; the keys stay as they are.
  }
  for (const listener of listeners) listener()
}
