'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'

/** Longer texts are shown to here; the rest is in the file. */
const SHOWN_BYTES = 200_000

interface TextPreviewProps {
  href: string
  label: string
  texts: { show: string; cut: string; failed: string }
}

type Reading = { kind: 'closed' | 'loading' | 'failed' } | { kind: 'read'; text: string; isCut: boolean }

/** The words of a text file on the page itself, fetched when they are asked for. */
export function TextPreview({ href, label, texts }: TextPreviewProps) {
  const [reading, setReading] = useState<Reading>({ kind: 'closed' })
  const read = async () => {
    setReading({ kind: 'loading' })
    setReading(await readText(href))
  }
  return (
    <div className="needs-script border-t border-line">
      {reading.kind === 'read' ? (
        <>
          <pre
            tabIndex={0}
            role="group"
            aria-label={label}
            dir="auto"
            className="max-h-[70dvh] overflow-auto p-4 text-sm wrap-anywhere whitespace-pre-wrap focus-visible:-outline-offset-2 sm:p-5"
          >
            {reading.text}
          </pre>
          {reading.isCut ? <p className="px-4 pb-4 text-sm text-muted sm:px-5">{texts.cut}</p> : null}
        </>
      ) : (
        <div className="flex flex-wrap items-center gap-3 p-2 sm:px-3">
          <Button variant="quiet" isPending={reading.kind === 'loading'} onClick={read}>
            {texts.show}
          </Button>
          <p role="status" className="text-sm text-danger">
            {reading.kind === 'failed' ? texts.failed : null}
          </p>
        </div>
      )}
    </div>
  )
}

async function readText(href: string): Promise<Reading> {
  try {
    const answer = await fetch(href, { headers: { range: `bytes=0-${SHOWN_BYTES - 1}` } })
    if (!answer.ok) return { kind: 'failed' }
    const bytes = await answer.arrayBuffer()
    const whole = Number(/\/(\d+)$/.exec(answer.headers.get('content-range') ?? '')?.[1] ?? bytes.byteLength)
    const text = new TextDecoder().decode(bytes.slice(0, SHOWN_BYTES), { stream: whole > SHOWN_BYTES })
    return { kind: 'read', text, isCut: whole > SHOWN_BYTES }
  } catch {
    return { kind: 'failed' }
  }
}
