'use client'

import { useEffect, useRef, useState } from 'react'
import { useEditorTexts } from '@/components/editor/editor-texts-provider'
import type { PictureOutcome } from '@/components/editor/use-pictures'
import { sendPicture } from '@/components/media/send-picture'
import { PICTURE_TYPES } from '@/lib/media/constants'
import { filled } from './taking-texts'

/**
 * Sends a picture for a part and hands its address on, with its size behind it. Its file's name goes nowhere: it may be
 * the answer. What else was written while it was on its way stays.
 */
export function usePartPicture(onSent: (address: string) => void) {
  const texts = useEditorTexts()
  const [news, setNews] = useState('')
  const latest = useRef<typeof onSent | null>(null)
  useEffect(() => {
    latest.current = onSent
    return () => {
      latest.current = null
    }
  })

  const sendOne = async (file: File) => {
    if (!(PICTURE_TYPES as readonly string[]).includes(file.type)) return setNews(texts.notPicture)
    setNews(filled(texts.uploading, { name: file.name }))
    const outcome = await sendPicture(file).catch((): PictureOutcome => ({
      ok: false,
      reason: 'unreachable',
    }))
    if (outcome.ok) latest.current?.(`${outcome.url}#${outcome.width}x${outcome.height}`)
    setNews(
      outcome.ok
        ? ''
        : `${filled(texts.uploadFailed, { name: file.name })} ${texts.errors[outcome.reason] ?? ''}`.trim(),
    )
  }
  /** True when there was a file to take, so that the browser need not. A part has one picture: the first. */
  const send = (files: Iterable<File>): boolean => {
    const [first] = files
    if (first === undefined) return false
    void sendOne(first)
    return true
  }
  return { send, news }
}
