'use client'

import { useEffect, useRef, type ReactNode } from 'react'

/** Sends the form in it as soon as it is there: its button was pressed before, on another page. */
export function JoinAtOnce({ children }: { children: ReactNode }) {
  const frame = useRef<HTMLDivElement>(null)
  const isSent = useRef(false)
  useEffect(() => {
    if (isSent.current) return
    isSent.current = true
    frame.current?.querySelector('form')?.requestSubmit()
  }, [])
  return <div ref={frame}>{children}</div>
}
