'use client'

import { useId, useRef, useState, type RefObject } from 'react'
import { sendPicture } from '@/components/media/send-picture'
import { sentenceOf, useMediaTexts } from '@/components/media/media-texts-provider'
import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { Notice } from '@/components/ui/notice'
import { PHOTO_TYPES } from '@/lib/media/constants'

/** No screen shows a player larger. */
const WIDEST = 1920

interface PosterChooserProps {
  /** The film on the page, where it can be played. */
  film: RefObject<HTMLVideoElement | null>
  canTake: boolean
  posterUrl: string | null
  onChange: (posterUrl: string | null) => void
}

/** What stands in the player's place before it plays: a moment of the film, or a picture of one's own. */
export function PosterChooser({ film, canTake, posterUrl, onChange }: PosterChooserProps) {
  const texts = useMediaTexts()
  const { video: words } = texts
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const [isSending, setIsSending] = useState(false)
  const [fault, setFault] = useState('')

  const keep = async (picture: File | null) => {
    setFault('')
    if (picture === null) return setFault(words.posterFailed)
    setIsSending(true)
    const outcome = await sendPicture(picture)
    setIsSending(false)
    if (outcome.ok) onChange(outcome.url)
    else setFault(sentenceOf(texts, outcome.reason))
  }

  return (
    <div role="group" aria-labelledby={id} className="flex flex-col gap-2">
      <p id={id} className="text-sm font-medium">
        {words.poster}
      </p>
      <div className="flex flex-wrap items-start gap-3">
        {posterUrl === null ? null : (
          // eslint-disable-next-line @next/next/no-img-element -- a public picture under its own hash
          <img
            src={posterUrl}
            alt=""
            className="aspect-video w-40 rounded-md border border-line object-cover"
          />
        )}
        <div className="flex flex-wrap gap-2">
          {canTake ? (
            <Button size="sm" isPending={isSending} onClick={async () => keep(await frameOf(film.current))}>
              <Icon name="camera" size="sm" />
              {words.takePoster}
            </Button>
          ) : null}
          <Button size="sm" onClick={() => input.current?.click()}>
            <Icon name="image" size="sm" />
            {words.choosePoster}
          </Button>
          {posterUrl === null ? null : (
            <Button size="sm" variant="danger-quiet" onClick={() => onChange(null)}>
              {words.removePoster}
            </Button>
          )}
        </div>
        <input
          ref={input}
          type="file"
          accept={PHOTO_TYPES.join(',')}
          hidden
          onChange={(event) => {
            const [file] = event.target.files ?? []
            if (file !== undefined) void keep(file)
            event.target.value = ''
          }}
        />
      </div>
      {canTake ? <p className="text-sm text-muted">{words.posterHint}</p> : null}
      <div role="status" className="empty:hidden">
        {fault === '' ? null : <Notice tone="danger">{fault}</Notice>}
      </div>
    </div>
  )
}

/** The picture at which a film stands. */
async function frameOf(film: HTMLVideoElement | null): Promise<File | null> {
  if (film === null || film.videoWidth === 0) return null
  const scale = Math.min(1, WIDEST / film.videoWidth)
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(film.videoWidth * scale)
  canvas.height = Math.round(film.videoHeight * scale)
  canvas.getContext('2d')?.drawImage(film, 0, 0, canvas.width, canvas.height)
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.9))
  return blob && new File([blob], 'poster.jpg', { type: blob.type })
}
