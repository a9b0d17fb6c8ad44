'use client'

import { lazy, Suspense, useId, useRef, useState, type KeyboardEvent } from 'react'
import { Icon } from '@/components/ui/icon'
import { Skeleton } from '@/components/ui/skeleton'
import { Textarea } from '@/components/ui/textarea'
import { cn } from '@/lib/utils/cn'
import { applyEdit } from './apply-edit'
import { editOf, type Tool } from './editor-commands'
import { useEditorTexts } from './editor-texts-provider'
import { EditorToolbar, SHORTCUTS } from './editor-toolbar'
import { usePictures, type SendPicture } from './use-pictures'

const EditorPreview = lazy(() =>
  import('./editor-preview').then((module) => ({ default: module.EditorPreview })),
)

interface MarkdownEditorProps {
  name: string
  label: string
  /** The label is only read out, where a heading beside the editor says the same. */
  isLabelHidden?: boolean
  defaultValue?: string
  onChange?: (value: string) => void
  /** Called when the field is left; what was typed since the last call should be safe then. */
  onBlur?: () => void
  /** Keeps a picture; without it, pictures are added by their addresses. */
  onUpload?: SendPicture
  /** A picture does not get the name of its file for its words: in a question that may be the answer. */
  isPictureNameless?: boolean
  /** In characters. What is longer stays and is marked: a browser's own limit would cut what is pasted without a word. */
  maxLength?: number
  rows?: number
  hint?: string
  /** The sentence, not the code. */
  error?: string
  isOptional?: boolean
  /** Of the textarea, where something else names it. */
  id?: string
  className?: string
}

/**
 * A text in Markdown: a plain named textarea, and with scripts tools, shortcuts, pictures by paste or drop, and a preview.
 * Tab leaves it as it leaves every field. The preview is loaded when it is first asked for.
 */
export function MarkdownEditor({
  name,
  label,
  isLabelHidden,
  defaultValue = '',
  onChange,
  onBlur,
  onUpload,
  isPictureNameless = false,
  maxLength,
  rows = 8,
  hint,
  error,
  isOptional = true,
  id: givenId,
  className,
}: MarkdownEditorProps) {
  const ownId = useId()
  const id = givenId ?? ownId
  const texts = useEditorTexts()
  const textarea = useRef<HTMLTextAreaElement>(null)
  const chooser = useRef<HTMLInputElement>(null)
  const [value, setValue] = useState(defaultValue)
  const [isPreviewShown, setIsPreviewShown] = useState(false)
  const pictures = usePictures(textarea, { send: onUpload, isNameless: isPictureNameless })

  const work = (tool: Tool) => {
    if (tool === 'picture' && onUpload !== undefined) return chooser.current?.click()
    const field = textarea.current
    if (field === null) return
    const marked = { text: field.value, from: field.selectionStart, to: field.selectionEnd }
    applyEdit(field, editOf(tool, marked, texts.samples))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return
    const tool = toolOf(event.key)
    if (tool === null) return
    event.preventDefault()
    work(tool)
  }
  const over = maxLength === undefined ? 0 : value.length - maxLength
  const fault =
    over > 0
      ? texts.tooLong.replace('{over}', String(over)).replace('{most}', String(maxLength))
      : (error ?? '')
  const describedBy = [hint && `${id}-hint`, fault && `${id}-error`].filter(Boolean).join(' ')

  return (
    <div className={cn('flex flex-col gap-1.5', className)}>
      <label htmlFor={id} className={cn('text-sm font-medium', isLabelHidden && 'sr-only')}>
        {label}
      </label>
      {/* A container only while its width matters: one that a page brings is now and then left out by Chromium 156. */}
      <div className={isPreviewShown ? '@container' : undefined}>
        <EditorToolbar
          controls={id}
          isPreviewShown={isPreviewShown}
          onTool={work}
          onPreview={() => setIsPreviewShown(!isPreviewShown)}
        />
        <div className={cn('grid gap-3', isPreviewShown && '@3xl:grid-cols-2')}>
          <Textarea
            ref={textarea}
            id={id}
            name={name}
            rows={rows}
            dir="auto"
            defaultValue={defaultValue}
            required={!isOptional}
            aria-describedby={describedBy === '' ? undefined : describedBy}
            aria-invalid={fault === '' ? undefined : true}
            onChange={(event) => {
              setValue(event.target.value)
              onChange?.(event.target.value)
            }}
            onBlur={onBlur}
            onKeyDown={onKeyDown}
            onPaste={(event) => {
              if (pictures.add(event.clipboardData.files)) event.preventDefault()
            }}
            onDragOver={(event) => {
              if (onUpload !== undefined && event.dataTransfer.types.includes('Files')) event.preventDefault()
            }}
            onDrop={(event) => {
              if (pictures.add(event.dataTransfer.files)) event.preventDefault()
            }}
            className="rounded-t-none font-mono text-sm max-sm:text-base"
          />
          {isPreviewShown ? (
            <section
              aria-label={texts.tools.preview}
              tabIndex={0}
              className="max-h-[70dvh] overflow-auto rounded-md border border-line p-4"
            >
              <Suspense fallback={<Skeleton className="h-28 w-full" />}>
                <EditorPreview source={value} />
              </Suspense>
            </section>
          ) : null}
        </div>
      </div>
      {onUpload === undefined ? null : (
        <input
          ref={chooser}
          type="file"
          accept="image/*"
          multiple
          hidden
          tabIndex={-1}
          aria-hidden="true"
          onChange={(event) => {
            pictures.add(event.target.files ?? [])
            event.target.value = ''
          }}
        />
      )}
      {hint ? (
        <p id={`${id}-hint`} className="text-sm text-muted">
          {hint}
        </p>
      ) : null}
      {fault ? (
        <p id={`${id}-error`} className="flex items-start gap-1.5 text-sm text-danger">
          <Icon name="circle-exclamation-point" size="sm" className="mt-0.5" />
          <span>{fault}</span>
        </p>
      ) : null}
      <p role="status" className="text-sm text-muted empty:hidden">
        {pictures.news}
      </p>
    </div>
  )
}

function toolOf(key: string): Tool | null {
  const found = Object.entries(SHORTCUTS).find(([, shortcut]) => shortcut === key.toLowerCase())
  return found === undefined ? null : (found[0] as Tool)
}
