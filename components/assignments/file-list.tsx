'use client'

import { useRef, useState, type ChangeEvent } from 'react'
import { Button } from '@/components/ui/button'
import { buttonClass } from '@/components/ui/button-class'
import { Icon } from '@/components/ui/icon'
import { ProgressBar } from '@/components/ui/progress-bar'
import type { SubmittedFile } from '@/lib/assignments/dto'
import { formatBytes } from '@/lib/utils/file-size'
import { filled, type DraftTexts } from './draft-texts'

interface FileListProps {
  lessonId: string
  initial: readonly SubmittedFile[]
  hint: string
  error: string | undefined
  locale: string
  /** Before a file goes, what was written is saved, so that both are one attempt. */
  onBefore: () => Promise<boolean>
  onAfter: () => Promise<void>
  texts: DraftTexts
}

type Sending = { name: string; percent: number }

/** The files of an attempt: each is sent on its own as it is chosen, and stays when the page is left. */
export function FileList({
  lessonId,
  initial,
  hint,
  error,
  locale,
  onBefore,
  onAfter,
  texts,
}: FileListProps) {
  const [files, setFiles] = useState<readonly SubmittedFile[]>(initial)
  const [sending, setSending] = useState<Sending | null>(null)
  const [refusal, setRefusal] = useState('')
  const input = useRef<HTMLInputElement>(null)

  const add = async (event: ChangeEvent<HTMLInputElement>) => {
    const chosen = [...(event.target.files ?? [])]
    event.target.value = ''
    setRefusal('')
    await onBefore()
    for (const file of chosen) {
      setSending({ name: file.name, percent: 0 })
      const sent = await send(lessonId, file, (percent) => setSending({ name: file.name, percent }))
      if (typeof sent === 'string') setRefusal(sent === '' ? texts.unreachable : sent)
      else setFiles((before) => [...before, sent])
    }
    await onAfter()
    setSending(null)
  }
  const remove = async ({ uploadId }: SubmittedFile) => {
    setRefusal('')
    const address = `/api/me/assignments/${lessonId}/files/${uploadId}`
    const answer = await fetch(address, { method: 'DELETE' }).catch(() => null)
    if (answer?.ok || answer?.status === 404)
      setFiles((before) => before.filter((file) => file.uploadId !== uploadId))
    else setRefusal(texts.unreachable)
    await onAfter()
    input.current?.focus()
  }

  return (
    <fieldset className="flex flex-col gap-2" aria-describedby="submission-files-hint">
      <legend className="mb-1.5 text-sm font-medium">{texts.files}</legend>
      {files.length > 0 ? (
        <ul className="flex flex-col gap-2">
          {files.map((file) => (
            <li
              key={file.uploadId}
              className="flex items-center gap-3 rounded-md border border-line bg-raised py-1 pr-1 pl-3"
            >
              <Icon name="file" size="sm" className="text-muted" />
              {file.href === '' ? (
                <span className="min-w-0 grow truncate">{file.name}</span>
              ) : (
                <a href={file.href} className="min-w-0 grow truncate underline underline-offset-3">
                  {file.name}
                </a>
              )}
              <span className="text-sm whitespace-nowrap text-muted">
                {formatBytes(file.sizeBytes, locale)}
              </span>
              <Button
                variant="quiet"
                size="icon"
                aria-label={filled(texts.removeFile, { name: file.name })}
                onClick={() => void remove(file)}
              >
                <Icon name="x" size="sm" />
              </Button>
            </li>
          ))}
        </ul>
      ) : null}
      {sending ? (
        <div className="flex flex-col gap-1">
          <p className="text-sm text-muted">
            {filled(texts.sendingFile, { name: sending.name, percent: sending.percent })}
          </p>
          <ProgressBar percent={sending.percent} label={sending.name} />
        </div>
      ) : null}
      <label
        className={buttonClass(
          { variant: 'secondary' },
          'cursor-pointer self-start has-focus-visible:outline-2',
        )}
      >
        <Icon name="upload" size="sm" />
        {texts.addFile}
        <input
          ref={input}
          type="file"
          multiple
          className="sr-only"
          disabled={sending !== null}
          onChange={(event) => void add(event)}
        />
      </label>
      <p id="submission-files-hint" className="text-sm text-muted">
        {hint}
      </p>
      <noscript>
        <p className="text-sm text-muted">{texts.needsScripts}</p>
      </noscript>
      <p role="alert" className="text-sm text-danger empty:hidden">
        {refusal || error}
      </p>
    </fieldset>
  )
}

/** `fetch` tells nothing of how far it has come, so this is the older way. A string is the refusal; empty: unreachable. */
function send(
  lessonId: string,
  file: File,
  onProgress: (percent: number) => void,
): Promise<SubmittedFile | string> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest()
    request.open('POST', `/api/me/assignments/${lessonId}/files`)
    request.responseType = 'json'
    request.upload.onprogress = ({ loaded, total }) =>
      onProgress(Math.floor((100 * loaded) / Math.max(1, total)))
    request.onerror = () => resolve('')
    request.onload = () => {
      const answer = request.response as (SubmittedFile & { detail?: string }) | null
      if (request.status === 201 && answer !== null) {
        const { uploadId, name, sizeBytes } = answer
        resolve({ uploadId, name, sizeBytes, href: '' })
      } else resolve(answer?.detail ?? '')
    }
    const form = new FormData()
    form.append('file', file)
    request.send(form)
  })
}
