'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { sentenceOf, useMediaTexts } from '@/components/media/media-texts-provider'
import type { Outcome } from '@/components/media/upload-outcome'

export type SavedNewsValue = { isFault: boolean; text: string; again: (() => void) | null }

interface SavedOptions<T, C> {
  /** The part as a change of it is sent. */
  changeOf: (value: T) => C
  /** Sends how it is to be and how it was seen; any version may lie between. */
  save: (sides: { change: C; before: C }) => Promise<Outcome<unknown>>
}

/**
 * A part of a lesson or a course as it was saved last. What could not be saved is not shown as if it were. Where somebody else changed
 * the same part, theirs is shown, and what was meant here is one press away.
 */
export function useSaved<T, C>(first: T, { changeOf, save }: SavedOptions<T, C>) {
  const texts = useMediaTexts()
  const router = useRouter()
  const [value, setValue] = useState(first)
  const [given, setGiven] = useState(() => JSON.stringify(changeOf(first)))
  const [news, setNews] = useState<{ isFault: boolean; text: string } | null>(null)
  const [failed, setFailed] = useState<{ next: T; said: string } | null>(null)
  const [isSaving, setIsSaving] = useState(false)
  // The page was rendered anew, perhaps with what somebody else wrote.
  const present = JSON.stringify(changeOf(first))
  if (present !== given) {
    setGiven(present)
    setValue(first)
  }

  const put = async (next: T, said: string = texts.done): Promise<boolean> => {
    setIsSaving(true)
    setFailed(null)
    const outcome = await save({ change: changeOf(next), before: changeOf(value) })
    setIsSaving(false)
    if (outcome.ok) {
      setValue(next)
      setNews({ isFault: false, text: said })
      router.refresh()
      return true
    }
    const text = `${texts.saveFailed} ${sentenceOf(texts, outcome.reason)}`
    setNews({ isFault: true, text })
    setFailed({ next, said })
    if (outcome.reason === 'course.changed_meanwhile') router.refresh()
    return false
  }
  // Made anew with each rendering: it has to lie over what stands here by then.
  const again = failed && (() => void put(failed.next, failed.said))
  return { value, put, news: news && { ...news, again }, isSaving }
}
