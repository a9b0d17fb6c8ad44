'use client'

import { useEffect, useState } from 'react'
import { Dialog } from '@/components/ui/dialog'
import { PICTURE_CLASS } from './picture-class'

type Picture = { src: string; alt: string; width: number; height: number }

interface PictureViewProps {
  id: string
  texts: { title: string; close: string }
}

/** A drawing is shown at least this wide, so that its words can be read; on a phone one moves it by hand. */
const READABLE_WIDTH = 960

/**
 * Opens the pictures of a text as large as they are. Without scripts the same press leads to the picture itself, as it
 * does with a modifier key.
 */
export function PictureView({ id, texts }: PictureViewProps) {
  const [picture, setPicture] = useState<Picture | null>(null)

  useEffect(() => {
    const open = (event: MouseEvent) => {
      if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
      if (!(event.target instanceof Element)) return
      const image = event.target.closest(`a.${PICTURE_CLASS}`)?.querySelector('img')
      if (!image) return
      event.preventDefault()
      const { src, alt } = image
      const width = Number(image.getAttribute('width')) || image.naturalWidth || READABLE_WIDTH
      const height = Number(image.getAttribute('height')) || image.naturalHeight || READABLE_WIDTH
      setPicture({ src, alt, width, height })
    }
    document.addEventListener('click', open)
    return () => document.removeEventListener('click', open)
  }, [])

  // What is drawn stays sharp at any size; a photograph would not.
  const isDrawn = picture?.src.split(/[?#]/)[0]?.endsWith('.svg')
  const scale = picture !== null && isDrawn ? Math.max(1, READABLE_WIDTH / picture.width) : 1
  return (
    <Dialog
      id={id}
      title={texts.title}
      closeLabel={texts.close}
      width="full"
      isOpen={picture !== null}
      onClose={() => setPicture(null)}
    >
      {picture === null ? null : (
        <div tabIndex={0} role="group" aria-label={texts.title} className="overflow-auto overscroll-contain">
          {/* eslint-disable-next-line @next/next/no-img-element -- the very file that the text shows */}
          <img
            src={picture.src}
            alt={picture.alt}
            width={Math.round(picture.width * scale)}
            height={Math.round(picture.height * scale)}
            className="markdown-full-picture max-w-none rounded-md"
          />
        </div>
      )}
    </Dialog>
  )
}
