'use client'

import { useId, useRef } from 'react'
import { Button } from '@/components/ui/button'
import { buttonClass } from '@/components/ui/button-class'
import { Icon } from '@/components/ui/icon'
import { Notice } from '@/components/ui/notice'
import { ProgressBar } from '@/components/ui/progress-bar'
import { fill, sentenceOf, useMediaTexts } from './media-texts-provider'
import type { SendingState, useSending } from './use-sending'

interface UploadFieldProps {
  sending: ReturnType<typeof useSending>
  label: string
  hint: string
  accept: string
  variant?: 'primary' | 'secondary'
}

/** Chooses a file or takes one that is dropped, and shows how it is sent. */
export function UploadField({ sending, label, hint, accept, variant = 'secondary' }: UploadFieldProps) {
  const texts = useMediaTexts()
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const { state, unfinished } = sending
  const take = (files: FileList | null) => {
    const [file] = files ?? []
    if (file !== undefined) void sending.send(file)
  }

  return (
    <div className="flex flex-col gap-3">
      {state.phase === 'sending' ? (
        <Progress state={state} onCancel={() => void sending.cancel()} />
      ) : (
        <div
          onDragOver={(event) => {
            if (event.dataTransfer.types.includes('Files')) event.preventDefault()
          }}
          onDrop={(event) => {
            event.preventDefault()
            take(event.dataTransfer.files)
          }}
          className="flex flex-col items-start gap-2 rounded-lg border border-dashed border-line-strong p-4 sm:p-5"
        >
          <input
            ref={input}
            id={id}
            type="file"
            accept={accept}
            aria-describedby={`${id}-hint`}
            onChange={(event) => {
              take(event.target.files)
              event.target.value = ''
            }}
            className="peer sr-only"
          />
          <label
            htmlFor={id}
            className={buttonClass(
              { variant },
              'cursor-pointer peer-focus-visible:outline-2 peer-focus-visible:outline-offset-2 peer-focus-visible:outline-accent',
            )}
          >
            <Icon name="upload" size="sm" />
            {label}
          </label>
          <p id={`${id}-hint`} className="text-sm text-muted">
            {hint}
          </p>
        </div>
      )}
      {unfinished.map(({ id: upload, name, percent }) => (
        <Notice
          key={upload}
          tone="accent"
          action={
            <Button
              variant="quiet"
              size="sm"
              aria-label={fill(texts.forgetUnfinished, { name })}
              onClick={() => void sending.drop(upload)}
            >
              <Icon name="x" size="sm" />
            </Button>
          }
        >
          {fill(texts.unfinished, { name, percent })}
        </Notice>
      ))}
      <div role="status" className="empty:hidden">
        {state.phase === 'failed' ? (
          <Notice
            tone="danger"
            title={fill(isRefused(state.reason) ? texts.refused : texts.failed, { name: state.name })}
            action={<Retry state={state} onAgain={sending.again} />}
          >
            {sentenceOf(texts, state.reason)}
          </Notice>
        ) : null}
      </div>
    </div>
  )
}

/** For what the file itself is: that will not change by trying again. */
function isRefused(reason: string): boolean {
  return /^media\.(?!upload_)/.test(reason)
}

function Retry({ state, onAgain }: { state: SendingState; onAgain: () => void }) {
  const texts = useMediaTexts()
  return state.phase !== 'failed' || isRefused(state.reason) ? null : (
    <Button size="sm" onClick={onAgain}>
      {texts.again}
    </Button>
  )
}

function Progress({
  state: { name, percent, isWaiting },
  onCancel,
}: {
  state: Extract<SendingState, { phase: 'sending' }>
  onCancel: () => void
}) {
  const texts = useMediaTexts()
  const said = percent === 100 ? fill(texts.checking, { name }) : fill(texts.sending, { name, percent })
  return (
    <div className="flex flex-col gap-3 rounded-lg border border-line p-4 sm:p-5">
      <div className="flex items-center justify-between gap-4">
        <p className="min-w-0 text-sm wrap-anywhere tabular-nums">{said}</p>
        <Button size="sm" onClick={onCancel}>
          {texts.cancel}
        </Button>
      </div>
      <ProgressBar percent={percent} label={said} />
      <p role="status" className="flex items-center gap-2 text-sm text-muted empty:hidden">
        {isWaiting ? (
          <>
            <Icon name="wifi-off" size="sm" />
            {texts.waiting}
          </>
        ) : null}
      </p>
    </div>
  )
}
