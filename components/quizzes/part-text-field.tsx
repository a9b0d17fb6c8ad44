'use client'

import { lazy, Suspense, useRef } from 'react'
import { useEditorTexts } from '@/components/editor/editor-texts-provider'
import { Button } from '@/components/ui/button'
import { controlClass } from '@/components/ui/control-class'
import { Icon } from '@/components/ui/icon'
import { hasMutePicture, readPart, writePart, type PartPicture } from '@/lib/quizzes/part-picture'
import { plainWords } from '@/lib/quizzes/plain-words'
import { Labelled, LineField } from './builder-controls'
import type { BuilderTexts } from './builder-texts'
import { filled } from './taking-texts'
import { usePartPicture } from './use-part-picture'

const EditorPreview = lazy(() =>
  import('@/components/editor/editor-preview').then((module) => ({ default: module.EditorPreview })),
)

interface PartTextFieldProps {
  label: string
  /** Of the text in what is saved. */
  name?: string
  value: string
  onChange: (value: string) => void
  texts: BuilderTexts
}

/**
 * The text of an option, an entry or a partner: a line of Markdown, and a picture that is pasted, dropped or chosen. What
 * does not look as it is written is shown below.
 */
export function PartTextField({ label, name = 'text', value, onChange, texts }: PartTextFieldProps) {
  const editor = useEditorTexts()
  const chooser = useRef<HTMLInputElement>(null)
  const { words, picture } = readPart(value)
  const write = (change: Partial<{ words: string; picture: PartPicture | null }>) =>
    onChange(writePart({ words, picture, ...change }))
  const { send, news } = usePartPicture((address) => write({ picture: { alt: picture?.alt ?? '', address } }))
  const isMute = hasMutePicture(value)
  const hasLook = plainWords(words) !== words.replace(/\s+/g, ' ').trim()
  return (
    <div className="grid min-w-0 gap-3">
      <Labelled label={label} name={isMute ? undefined : name}>
        {(ties) => (
          <div className="flex items-start gap-2">
            <textarea
              {...ties}
              dir="auto"
              rows={1}
              value={words}
              onChange={({ target }) => write({ words: target.value })}
              onPaste={(event) => {
                if (send(event.clipboardData.files)) event.preventDefault()
              }}
              onDragOver={(event) => {
                if (event.dataTransfer.types.includes('Files')) event.preventDefault()
              }}
              onDrop={(event) => {
                if (send(event.dataTransfer.files)) event.preventDefault()
              }}
              className={controlClass(
                'field-sizing-content max-h-[50dvh] min-h-11 px-3 py-2 leading-relaxed',
              )}
            />
            <Button
              variant="quiet"
              size="icon"
              aria-label={filled(texts.pictureFor, { part: label })}
              onClick={() => chooser.current?.click()}
            >
              <Icon name="image" size="sm" />
            </Button>
          </div>
        )}
      </Labelled>
      <input
        ref={chooser}
        type="file"
        accept="image/*"
        hidden
        tabIndex={-1}
        aria-hidden="true"
        onChange={(event) => {
          send(event.target.files ?? [])
          event.target.value = ''
        }}
      />
      {hasLook ? (
        <section aria-label={editor.tools.preview} className="text-sm">
          <Suspense fallback={null}>
            <EditorPreview source={words} isLine />
          </Suspense>
        </section>
      ) : null}
      {picture === null ? null : (
        <Shown
          picture={picture}
          name={isMute ? name : undefined}
          onChange={(changed) => write({ picture: changed })}
          texts={texts}
        />
      )}
      <p role="status" className="text-sm text-muted empty:hidden">
        {news}
      </p>
    </div>
  )
}

interface ShownProps {
  picture: PartPicture
  name: string | undefined
  onChange: (picture: PartPicture | null) => void
  texts: BuilderTexts
}

/** The picture with the words that stand for it. */
function Shown({ picture, name, onChange, texts }: ShownProps) {
  return (
    <div className="flex flex-wrap items-end gap-3 border-s-2 border-line ps-3">
      {/* eslint-disable-next-line @next/next/no-img-element -- the house keeps its own pictures, in sizes of its own */}
      <img
        src={picture.address.replace(/#.*$/, '')}
        alt={picture.alt}
        className="bg-white max-h-24 max-w-40 rounded-md object-contain"
      />
      <LineField
        className="min-w-48 grow basis-60"
        label={texts.pictureAlt}
        hint={texts.pictureAltHint}
        name={name}
        value={picture.alt}
        onChange={(alt) => onChange({ ...picture, alt })}
      />
      <Button size="sm" variant="quiet" onClick={() => onChange(null)}>
        {texts.removePicture}
      </Button>
    </div>
  )
}
