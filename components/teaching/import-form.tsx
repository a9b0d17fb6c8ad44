'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'
import { fill, sentenceOf, useMediaTexts } from '@/components/media/media-texts-provider'
import { UploadField } from '@/components/media/upload-field'
import { call, json } from '@/components/media/upload-outcome'
import { useSending } from '@/components/media/use-sending'
import { Notice } from '@/components/ui/notice'
import { ProgressBar } from '@/components/ui/progress-bar'
import type { CourseImportReport } from '@/lib/courses/import-dto'
import { ARCHIVE_MAX_BYTES } from '@/lib/media/constants'
import { formatBytes } from '@/lib/utils/file-size'

interface ImportFormProps {
  texts: Record<'choose' | 'hint' | 'starting' | 'waiting' | 'unpacking' | 'reading' | 'leave', string>
}

const ADDRESS = '/instructor/courses/import'

/** Sends an archive; the import it begins has an address of its own, so that a reload shows how far it is. */
export function ImportForm({ texts }: ImportFormProps) {
  const media = useMediaTexts()
  const router = useRouter()
  const [fault, setFault] = useState('')
  const [isStarting, setIsStarting] = useState(false)
  const start = async (uploadId: string) => {
    setIsStarting(true)
    setFault('')
    const outcome = await call<{ importId: string }>('/api/imports', json({ uploadId }))
    setIsStarting(false)
    if (outcome.ok) router.replace(`${ADDRESS}?import=${outcome.data.importId}`)
    else setFault(sentenceOf(media, outcome.reason))
  }
  const sending = useSending({
    kind: 'archive',
    courseId: null,
    place: 'import',
    way: (module) => module.sendArchive,
    onDone: ({ id }) => void start(id),
  })
  return (
    <div className="flex flex-col gap-3">
      {isStarting ? (
        <p role="status" className="rounded-lg border border-line p-4 text-sm">
          {texts.starting}
        </p>
      ) : (
        <UploadField
          sending={sending}
          label={texts.choose}
          hint={fill(texts.hint, { size: formatBytes(ARCHIVE_MAX_BYTES, media.locale) })}
          accept=".zip,application/zip"
          variant="primary"
        />
      )}
      <div role="status" className="empty:hidden">
        {fault === '' ? null : <Notice tone="danger">{fault}</Notice>}
      </div>
    </div>
  )
}

const ASKED_EVERY_MS = 1_000

interface ImportProgressProps {
  importId: string
  report: CourseImportReport
  texts: ImportFormProps['texts']
}

/** How far an import is, asked for until it is done; then the page is rendered anew, with its report. */
export function ImportProgress({ importId, report: first, texts }: ImportProgressProps) {
  const router = useRouter()
  const [report, setReport] = useState(first)

  useEffect(() => {
    const stop = new AbortController()
    const timer = setInterval(() => {
      void call<CourseImportReport>(`/api/imports/${importId}`, { method: 'GET', signal: stop.signal }).then(
        (answer) => {
          if (!answer.ok || stop.signal.aborted) return
          setReport(answer.data)
          if (answer.data.state === 'done' || answer.data.state === 'failed') router.refresh()
        },
      )
    }, ASKED_EVERY_MS)
    return () => {
      clearInterval(timer)
      stop.abort()
    }
  }, [importId, router])

  const { state, done, total } = report
  const said =
    state === 'waiting' || state === 'unpacking'
      ? texts[state]
      : fill(texts.reading, { done: Math.min(total, done + 1), total })
  return (
    <div className="flex flex-col gap-3 rounded-lg border border-line p-4 sm:p-5">
      <p role="status" className="text-sm tabular-nums">
        {said}
      </p>
      <ProgressBar percent={total === 0 ? 0 : Math.floor((done / total) * 100)} label={said} />
      <p className="text-sm text-muted">{texts.leave}</p>
    </div>
  )
}
