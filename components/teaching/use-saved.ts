'use client'

import { useState } from 'react'
import { sentenceOf, useMediaTexts } from '@/components/media/media-texts-provider'
import type { MediaChange, SaveMedia } from './lesson-media'

/** What a lesson shows, as it was saved last; what could not be saved is not shown as if it were. */
export function useSaved<T>(
  first: T,
  { save, changeOf }: { save: SaveMedia; changeOf: (value: T) => MediaChange },
) {
  const texts = useMediaTexts()
  const [value, setValue] = useState(first)
  const [news, setNews] = useState<{ isFault: boolean; text: string } | null>(null)
  const [isSaving, setIsSaving] = useState(false)

  const put = async (next: T, said: string = texts.done): Promise<boolean> => {
    setIsSaving(true)
    const outcome = await save(changeOf(next)).catch(() => ({ ok: false, reason: 'unreachable' }) as const)
    setIsSaving(false)
    setNews(
      outcome.ok
        ? { isFault: false, text: said }
        : { isFault: true, text: `${texts.saveFailed} ${sentenceOf(texts, outcome.reason)}` },
    )
    if (outcome.ok) setValue(next)
    return outcome.ok
  }
  return { value, put, news, isSaving }
}
