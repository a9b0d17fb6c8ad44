'use client'

import { useSyncExternalStore } from 'react'
import { cn } from '@/lib/utils/cn'
import { Icon, type IconName } from './icon'
import {
  dismissToast,
  holdToast,
  readNoToasts,
  readToasts,
  resumeToast,
  subscribeToToasts,
  type Toast,
} from './toast-store'

const LOOKS: Record<Toast['tone'], { icon: IconName; ink: string }> = {
  neutral: { icon: 'info', ink: 'text-muted' },
  success: { icon: 'circle-check', ink: 'text-success' },
  danger: { icon: 'circle-exclamation-point', ink: 'text-danger' },
}

/** The one place where toasts appear; `showToast` puts them there. Read out politely, in order. */
export function Toaster({ label, dismissLabel }: { label: string; dismissLabel: string }) {
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
          <Icon name={LOOKS[toast.tone].icon} className={cn(LOOKS[toast.tone].ink)} />
          <p className="min-w-0 grow">{toast.message}</p>
          <button
            type="button"
            aria-label={dismissLabel}
            onClick={() => dismissToast(toast.id)}
            className="grid size-11 place-items-center rounded-md text-muted hover:bg-sunken hover:text-ink pointer-fine:size-9"
          >
            <Icon name="x" size="sm" />
          </button>
        </div>
      ))}
    </section>
  )
}
