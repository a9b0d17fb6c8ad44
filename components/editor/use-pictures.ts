'use client'

import { useState, type RefObject } from 'react'
import { PICTURE_TYPES } from '@/lib/media/constants'
import { applyEdit } from './apply-edit'
import { picture } from './editor-commands'
import { useEditorTexts } from './editor-texts-provider'

/** Where a picture can be seen once it has been sent, or the reason why not. */
export type PictureOutcome =
  { ok: true; url: string; width: number; height: number } | { ok: false; reason: string }
export type SendPicture = (file: File) => Promise<PictureOutcome>

/**
 * Pictures that are pasted, dropped or chosen. Each gets its place in the text at once, so that one may go on writing; its
 * address follows when it has been sent, wherever its place has moved to.
 */
export function usePictures(
  textarea: RefObject<HTMLTextAreaElement | null>,
  { send, isNameless }: { send: SendPicture | undefined; isNameless: boolean },
) {
  const texts = useEditorTexts()
  const [news, setNews] = useState('')

  const addOne = async (file: File, sendFile: SendPicture) => {
    if (!(PICTURE_TYPES as readonly string[]).includes(file.type)) return setNews(texts.notPicture)
    const place = `![${texts.uploading.replace('{name}', plainName(file.name))}](sending:${crypto.randomUUID()})`
    insert(textarea.current, place)
    setNews(texts.uploading.replace('{name}', file.name))
    const outcome = await sendFile(file).catch((): PictureOutcome => ({ ok: false, reason: 'unreachable' }))
    const alt = isNameless ? '' : withoutEnding(file.name)
    replace(textarea.current, place, outcome.ok ? { alt, ...outcome } : null)
    setNews(
      outcome.ok
        ? ''
        : `${texts.uploadFailed.replace('{name}', file.name)} ${texts.errors[outcome.reason] ?? ''}`.trim(),
    )
  }
  /** True when there was a file to take, so that the browser need not. */
  const add = (files: Iterable<File>): boolean => {
    const taken = [...files]
    if (send === undefined || taken.length === 0) return false
    void taken.reduce((before, file) => before.then(() => addOne(file, send)), Promise.resolve())
    return true
  }
  return { add, news }
}

function insert(field: HTMLTextAreaElement | null, text: string): void {
  if (field === null) return
  const { selectionStart: from, selectionEnd: to } = field
  const end = from + text.length
  applyEdit(field, { from, to, text, select: [end, end] })
}

function replace(
  field: HTMLTextAreaElement | null,
  place: string,
  shown: { alt: string; url: string; width: number; height: number } | null,
): void {
  const from = field?.value.indexOf(place) ?? -1
  // Whoever took the place out of the text meanwhile does not want the picture.
  if (field === null || from < 0) return
  const to = from + place.length
  const { text } = shown === null ? { text: '' } : picture({ text: field.value, from, to }, shown)
  const moved = (at: number) =>
    at >= to ? at + text.length - place.length : Math.min(at, from + text.length)
  applyEdit(field, { from, to, text, select: [moved(field.selectionStart), moved(field.selectionEnd)] })
}

function plainName(name: string): string {
  return name.replace(/[[\]()\\\n]/g, ' ')
}

function withoutEnding(name: string): string {
  return name.replace(/\.\w{1,5}$/, '').replace(/[-_]+/g, ' ')
}
