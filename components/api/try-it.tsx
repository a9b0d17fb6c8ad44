'use client'

import { createContext, use, useState, type ComponentType, type ReactNode } from 'react'
import { buttonClass } from '@/components/ui/button-class'
import type { TryItDialogProps, TryItTexts } from './try-it-dialog'

type Open = (operationId: string) => void
const TryItContext = createContext<Open>(() => undefined)

/** Keeps the one dialog in which calls are tried; its code comes with the first call that somebody wants to try. */
export function TryItProvider({ texts, children }: { texts: TryItTexts; children: ReactNode }) {
  const [operationId, setOperationId] = useState<string | null>(null)
  const [TryItDialog, setDialog] = useState<ComponentType<TryItDialogProps> | null>(null)
  const open = async (wanted: string) => {
    setOperationId(wanted)
    const loaded = await import('./try-it-dialog')
    setDialog(() => loaded.TryItDialog)
  }
  return (
    <TryItContext value={(wanted) => void open(wanted)}>
      {children}
      {TryItDialog === null ? null : (
        <TryItDialog
          key={operationId}
          operationId={operationId}
          texts={texts}
          onClose={() => setOperationId(null)}
        />
      )}
    </TryItContext>
  )
}

interface TryItButtonProps {
  operationId: string
  label: string
  children: ReactNode
}

export function TryItButton({ operationId, label, children }: TryItButtonProps) {
  const open = use(TryItContext)
  return (
    <button
      type="button"
      aria-label={label}
      aria-haspopup="dialog"
      onClick={() => open(operationId)}
      className={buttonClass({ variant: 'secondary', size: 'sm' }, 'needs-script')}
    >
      {children}
    </button>
  )
}
