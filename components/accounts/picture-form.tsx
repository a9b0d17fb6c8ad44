'use client'

import { useRouter } from 'next/navigation'
import { lazy, Suspense, useRef, useState, type FormEvent } from 'react'
import { Button } from '@/components/ui/button'
import { controlClass } from '@/components/ui/control-class'
import { Notice } from '@/components/ui/notice'
import { Skeleton } from '@/components/ui/skeleton'
import { ProgressBar } from '@/components/ui/progress-bar'
import { sendForm, type SendOutcome } from './send-form'
import type { Shares } from './picture-cropper'

const PictureCropper = lazy(() =>
  import('./picture-cropper').then((module) => ({ default: module.PictureCropper })),
)

interface PictureFormProps {
  address: string
  accept: string
  maxBytes: number
  /** Of what is cut out; a round square unless said. */
  shape?: { aspect: number; isRound: boolean }
  texts: {
    choose: string
    hint: string
    upload: string
    uploading: string
    cancel: string
    cropHint: string
    cropLabel: string
    saved: string
    failed: string
  }
  /** Reason → sentence, for what the server may refuse. */
  errors: Readonly<Record<string, string>>
}

const ROUND = { aspect: 1, isRound: true }
type Chosen = { url: string; shares?: Shares }

/** Choose, cut, send. Without scripts it is a plain form with a file, and the server cuts the middle. */
export function PictureForm({ address, accept, maxBytes, shape = ROUND, texts, errors }: PictureFormProps) {
  const router = useRouter()
  const form = useRef<HTMLFormElement>(null)
  const [chosen, setChosen] = useState<Chosen>()
  const [percent, setPercent] = useState<number>()
  const [outcome, setOutcome] = useState<SendOutcome>()

  const refuse = (reason: string) => {
    leave()
    setOutcome({ ok: false, reason })
  }
  const leave = () => {
    if (chosen) URL.revokeObjectURL(chosen.url)
    form.current?.reset()
    setChosen(undefined)
  }
  const choose = (file: File | undefined) => {
    setOutcome(undefined)
    if (!file) return leave()
    if (file.size > maxBytes) return refuse('media.too_large')
    if (!accept.split(',').includes(file.type)) return refuse('media.type_not_accepted')
    if (chosen) URL.revokeObjectURL(chosen.url)
    setChosen({ url: URL.createObjectURL(file) })
  }
  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (!chosen || percent !== undefined) return
    setPercent(0)
    const result = await sendForm(event.currentTarget, setPercent)
    setPercent(undefined)
    setOutcome(result)
    if (!result.ok) return
    leave()
    router.refresh()
  }

  const { x, y, width, height } = chosen?.shares ?? {}
  return (
    <form
      ref={form}
      action={address}
      method="post"
      encType="multipart/form-data"
      onSubmit={(event) => void send(event)}
      className="flex min-w-0 grow flex-col gap-3"
    >
      {Object.entries({ x, y, width, height }).map(([side, share]) => (
        <input key={side} type="hidden" name={side} value={share ?? ''} />
      ))}
      <label className="flex flex-col gap-1.5">
        <span className="text-sm font-medium">{texts.choose}</span>
        <input
          type="file"
          name="file"
          accept={accept}
          required
          aria-describedby="picture-hint"
          onChange={(event) => choose(event.target.files?.[0])}
          className={controlClass(
            'min-h-11 cursor-pointer p-1.5 text-sm file:mr-3 file:min-h-8 file:cursor-pointer file:rounded-sm file:border-0 file:bg-sunken file:px-3 file:font-medium file:text-ink',
          )}
        />
        <span id="picture-hint" className="text-sm text-muted">
          {texts.hint}
        </span>
      </label>
      {chosen ? (
        <>
          <p className="text-sm text-muted">{texts.cropHint}</p>
          <Suspense fallback={<Skeleton className="aspect-square w-full max-w-sm" />}>
            <PictureCropper
              key={chosen.url}
              address={chosen.url}
              label={texts.cropLabel}
              shape={shape}
              onChange={(shares) => setChosen({ ...chosen, shares })}
              onUnreadable={() => refuse('media.not_a_picture')}
            />
          </Suspense>
        </>
      ) : null}
      {percent === undefined ? null : (
        <ProgressBar percent={percent} label={texts.uploading.replace('{percent}', String(percent))} />
      )}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant={chosen ? 'primary' : 'secondary'} isPending={percent !== undefined}>
          {texts.upload}
        </Button>
        {chosen ? <Button onClick={leave}>{texts.cancel}</Button> : null}
      </div>
      <div role="status" className="empty:hidden">
        {outcome ? (
          <Notice tone={outcome.ok ? 'success' : 'danger'}>
            {outcome.ok ? texts.saved : (errors[outcome.reason] ?? texts.failed)}
          </Notice>
        ) : null}
      </div>
    </form>
  )
}
