'use client'

import { useEffect, useRef, useState, type ReactNode } from 'react'
import { buttonClass, type ButtonLook } from './button-class'

const SHOWN_MILLISECONDS = 2000

interface CopyButtonProps extends ButtonLook {
  text: string
  label: string
  copiedLabel: string
  icon: ReactNode
  copiedIcon: ReactNode
  className?: string
}

export function CopyButton({
  text,
  label,
  copiedLabel,
  icon,
  copiedIcon,
  className,
  variant = 'quiet',
  size = 'sm',
}: CopyButtonProps) {
  const [isCopied, setIsCopied] = useState(false)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])

  const copy = async () => {
    if (!(await isWritten(text))) return
    setIsCopied(true)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => setIsCopied(false), SHOWN_MILLISECONDS)
  }

  return (
    <button
      type="button"
      onClick={copy}
      className={buttonClass({ variant, size }, `needs-script ${className ?? ''}`)}
    >
      {isCopied ? copiedIcon : icon}
      <span aria-live="polite">{isCopied ? copiedLabel : label}</span>
    </button>
  )
}

/** False where the browser keeps its clipboard to itself: over plain http, or when the person has said no. */
async function isWritten(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return false
  }
}
