'use client'

import { useEffect, useState } from 'react'
import { Skeleton } from '@/components/ui/skeleton'
import { useEditorTexts } from './editor-texts-provider'

/** Long enough that a pause in typing is meant, short enough to be called at once. */
const PAUSE_MS = 300

type Shown = { html: string; hasMaths: boolean }

interface EditorPreviewProps {
  source: string
  /** It is no longer than a line, so little room is kept for it. */
  isLine?: boolean
}

/** The text as its readers see it: written by the server with the house's own renderer, which also makes it safe. */
export function EditorPreview({ source, isLine = false }: EditorPreviewProps) {
  const texts = useEditorTexts()
  const [shown, setShown] = useState<Shown | 'failed' | null>(null)

  useEffect(() => {
    const stop = new AbortController()
    const timer = setTimeout(() => {
      void previewOf(source, stop.signal).then((answer) => {
        if (!stop.signal.aborted) setShown(answer)
      })
    }, PAUSE_MS)
    return () => {
      clearTimeout(timer)
      stop.abort()
    }
  }, [source])

  if (shown === null) return <Skeleton className={isLine ? 'h-6 w-40' : 'h-28 w-full'} />
  if (shown === 'failed')
    return (
      <p role="status" className="text-sm text-danger">
        {texts.previewFailed}
      </p>
    )
  if (shown.html === '') return <p className="text-sm text-muted">{texts.previewEmpty}</p>
  return (
    <>
      {shown.hasMaths ? (
        // eslint-disable-next-line @next/next/no-css-tags -- only texts with a formula load these styles
        <link rel="stylesheet" href="/katex/katex.min.css" precedence="default" />
      ) : null}
      <div className="markdown" dir="auto" dangerouslySetInnerHTML={{ __html: shown.html }} />
    </>
  )
}

async function previewOf(source: string, signal: AbortSignal): Promise<Shown | 'failed'> {
  if (source.trim() === '') return { html: '', hasMaths: false }
  try {
    const answer = await fetch('/api/markdown', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ source }),
      signal,
    })
    return answer.ok ? ((await answer.json()) as Shown) : 'failed'
  } catch {
    return 'failed'
  }
}
