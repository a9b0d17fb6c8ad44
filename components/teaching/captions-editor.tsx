'use client'

import { useId, useRef, useState } from 'react'
import { fill, sentenceOf, useMediaTexts } from '@/components/media/media-texts-provider'
import { call } from '@/components/media/upload-outcome'
import { Button } from '@/components/ui/button'
import { Dialog, DialogButton, DialogClose, dialogOf } from '@/components/ui/dialog'
import { buttonClass } from '@/components/ui/button-class'
import { Notice } from '@/components/ui/notice'
import { Select } from '@/components/ui/select'
import type { CaptionFault } from '@/lib/media/captions'
import { CAPTIONS_MAX_BYTES } from '@/lib/media/constants'
import { LANGUAGES } from '@/lib/utils/languages'
import type { ShownVideo } from './lesson-media'

type Captions = ShownVideo['captions']
type Kept = { uploadId: string; name: string; cues: number; faults: CaptionFault[] }
type News = { tone: 'success' | 'danger'; text: string; faults: CaptionFault[] }

/** More lines say nothing that the first ones do not. */
const FAULTS_SHOWN = 10
const NAMES: Readonly<Record<string, string>> = LANGUAGES

interface CaptionsEditorProps {
  courseId: string
  durationSeconds: number
  /** The course's, chosen first. */
  language: string
  captions: Captions
  onChange: (captions: Captions) => Promise<boolean>
}

/** Captions by language: added, replaced, deleted; what could not be taken over is named by its line. */
export function CaptionsEditor({
  courseId,
  durationSeconds,
  language: first,
  captions,
  onChange,
}: CaptionsEditorProps) {
  const texts = useMediaTexts()
  const { captions: words } = texts
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const [language, setLanguage] = useState(first)
  const [isSending, setIsSending] = useState(false)
  const [news, setNews] = useState<News | null>(null)

  const add = async (file: File) => {
    setIsSending(true)
    setNews(null)
    const outcome =
      file.size > CAPTIONS_MAX_BYTES
        ? ({ ok: false, reason: 'media.too_large' } as const)
        : await call<Kept>('/api/uploads/captions', {
            body: formOf({ courseId, language, durationSeconds }, file),
          })
    const isSaved =
      outcome.ok &&
      (await onChange([
        ...captions.filter((each) => each.language !== language),
        { language, uploadId: outcome.data.uploadId, upload: null },
      ]))
    setIsSending(false)
    if (!outcome.ok) setNews({ tone: 'danger', text: sentenceOf(texts, outcome.reason), faults: [] })
    else if (isSaved) {
      const count = outcome.data.cues
      const text = fill(words.taken, { count, language: NAMES[language] ?? language })
      setNews({ tone: 'success', text, faults: outcome.data.faults })
    }
  }

  return (
    <section aria-labelledby={`${id}-title`} className="flex flex-col gap-3">
      <div>
        <h2 id={`${id}-title`} className="text-base font-semibold">
          {words.title}
        </h2>
        <p className="text-sm text-muted">{words.hint}</p>
      </div>
      {captions.length === 0 ? (
        <p className="text-sm">{words.none}</p>
      ) : (
        <ul className="divide-y divide-line rounded-lg border border-line">
          {captions.map((caption) => (
            <CaptionRow
              key={caption.language}
              caption={caption}
              dialogId={`${id}-${caption.language}`}
              onReplace={() => {
                setLanguage(caption.language)
                input.current?.click()
              }}
              onDelete={() => void onChange(captions.filter((each) => each !== caption))}
            />
          ))}
        </ul>
      )}
      <div className="flex flex-wrap items-end gap-2">
        <label className="flex min-w-48 flex-col gap-1.5">
          <span className="text-sm font-medium">{words.language}</span>
          <Select
            value={language}
            onChange={(event) => setLanguage(event.target.value)}
            options={Object.entries(NAMES).map(([value, label]) => ({ value, label }))}
          />
        </label>
        <Button isPending={isSending} onClick={() => input.current?.click()}>
          {words.choose}
        </Button>
        <input
          ref={input}
          type="file"
          accept=".vtt,.srt,text/vtt"
          aria-label={words.choose}
          hidden
          onChange={(event) => {
            const [file] = event.target.files ?? []
            if (file !== undefined) void add(file)
            event.target.value = ''
          }}
        />
      </div>
      <div role="status" className="empty:hidden">
        {news === null ? null : (
          <Notice tone={news.tone}>
            <p>{news.text}</p>
            <Faults faults={news.faults} />
          </Notice>
        )}
      </div>
    </section>
  )
}

interface CaptionRowProps {
  caption: Captions[number]
  dialogId: string
  onReplace: () => void
  onDelete: () => void
}

function CaptionRow({ caption, dialogId, onReplace, onDelete }: CaptionRowProps) {
  const texts = useMediaTexts()
  const { captions: words } = texts
  const language = NAMES[caption.language] ?? caption.language
  return (
    <li className="flex flex-wrap items-center gap-2 px-4 py-2">
      <span lang={caption.language} className="grow font-medium">
        {language}
      </span>
      <Button variant="quiet" size="sm" aria-label={`${words.replace}: ${language}`} onClick={onReplace}>
        {words.replace}
      </Button>
      <DialogButton
        dialog={dialogId}
        label={`${words.delete}: ${language}`}
        className={buttonClass({ variant: 'danger-quiet', size: 'sm' })}
      >
        {words.delete}
      </DialogButton>
      <Dialog
        id={dialogId}
        role="alertdialog"
        title={fill(words.deleteTitle, { language })}
        description={words.deleteText}
      >
        <div className="flex justify-end gap-2">
          <DialogClose dialog={dialogId}>{texts.cancel}</DialogClose>
          <Button
            variant="danger"
            onClick={() => {
              dialogOf(dialogId)?.close()
              onDelete()
            }}
          >
            {words.delete}
          </Button>
        </div>
      </Dialog>
    </li>
  )
}

function Faults({ faults }: { faults: readonly CaptionFault[] }) {
  const { captions: words } = useMediaTexts()
  if (faults.length === 0) return null
  return (
    <>
      <p className="mt-2">{words.faults}</p>
      <ul className="list-disc pl-5">
        {faults.slice(0, FAULTS_SHOWN).map(({ code, line }) => (
          <li key={`${code} ${line}`}>{fill(words.line, { line, fault: words.fault[code] })}</li>
        ))}
      </ul>
      {faults.length > FAULTS_SHOWN ? (
        <p>{fill(words.more, { count: faults.length - FAULTS_SHOWN })}</p>
      ) : null}
    </>
  )
}

/** The file comes last: what it is for has to be known before it is read. */
function formOf(fields: Readonly<Record<string, string | number>>, file: File): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.set(name, String(value))
  form.set('file', file)
  return form
}
