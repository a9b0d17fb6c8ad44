'use client'

import { useSyncExternalStore, type ReactNode } from 'react'
import {
  dismissToast,
  holdToast,
  readNoToasts,
  readToasts,
  resumeToast,
  subscribeToToasts,
  type Toast,
} from './toast-store'

const INKS: Record<Toast['tone'], string> = {
  neutral: 'text-muted',
  success: 'text-success',
  danger: 'text-danger',
}

interface ToasterProps {
  label: string
  dismissLabel: string
  /** Pictures come from the server, so that no icon travels as script. */
  icons: Record<Toast['tone'], ReactNode>
  dismissIcon: ReactNode
}

/** The one place where toasts appear; `showToast` puts them there. Read out politely, in order. */
export function Toaster({ label, dismissLabel, icons, dismissIcon }: ToasterProps) {
  const toasts = useSyncExternalStore(subscribeToToasts, readToasts, readNoToasts)
  return (
    <section
      aria-label={label}
      aria-live="polite"
      className="pointer-events-none fixed inset-x-0 bottom-0 z-50 flex flex-col items-center gap-2 p-4 sm:items-end"
    >
      {toasts.map((toast) => (
        <div
          key={toast.id}
          onPointerEnter={() => holdToast(toast.id)}
          onPointerLeave={() => resumeToast(toast.id)}
          onFocus={() => holdToast(toast.id)}
          onBlur={() => resumeToast(toast.id)}
          className="pointer-events-auto flex w-full max-w-sm items-center gap-3 rounded-lg border border-line bg-raised py-2 pr-2 pl-4 text-sm shadow-float transition-[opacity,translate] duration-slow starting:translate-y-2 starting:opacity-0"
        >
          <span className={INKS[toast.tone]}>{icons[toast.tone]}</span>
          <p className="min-w-0 grow">{toast.message}</p>
          <button
            type="button"
            aria-label={dismissLabel}
            onClick={() => dismissToast(toast.id)}
            className="grid size-11 place-items-center rounded-md text-muted hover:bg-sunken hover:text-ink pointer-fine:size-9"
          >
            {dismissIcon}
          </button>
        </div>
      ))}
    </section>
  )
}
