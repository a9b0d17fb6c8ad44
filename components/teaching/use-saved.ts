'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { sentenceOf, useMediaTexts } from '@/components/media/media-texts-provider'
import { saveMedia, type MediaChange } from './lesson-media'

/** The lesson whose part it is; `version` is what the page was rendered with. */
export type EditedLesson = { id: string; courseId: string; version: number }
export type SavedNewsValue = { isFault: boolean; text: string; again: (() => void) | null }

/**
 * A part of a lesson as it was saved last. What could not be saved is not shown as if it were. Where somebody else changed
 * the same part, theirs is shown, and what was meant here is one press away.
 */
export function useSaved<T>(
  first: T,
  { lesson, changeOf }: { lesson: EditedLesson; changeOf: (value: T) => MediaChange },
) {
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
    const outcome = await saveMedia(lesson, { change: changeOf(next), before: changeOf(value) })
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
