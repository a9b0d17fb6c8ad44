'use client'

import { useId, useRef, useState, type FormEvent, type ReactNode } from 'react'
import { fill, useMediaTexts } from '@/components/media/media-texts-provider'
import { UploadField } from '@/components/media/upload-field'
import { useSending } from '@/components/media/use-sending'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'
import { Radio } from '@/components/ui/radio'
import { VIDEO_MAX_BYTES, VIDEO_TYPES } from '@/lib/media/constants'
import { formatBytes } from '@/lib/utils/file-size'
import { formatTimecode } from '@/lib/utils/timecode'
import { CaptionsEditor } from './captions-editor'
import type { ShownVideo } from './lesson-media'
import { PosterChooser } from './poster-chooser'
import { SavedNews } from './saved-news'
import type { useSaved } from './use-saved'

interface VideoEditorProps {
  /** What is edited, and how it is saved. */
  saved: Pick<ReturnType<typeof useSaved<ShownVideo | null, unknown>>, 'value' | 'put' | 'news'>
  courseId: string
  /** Names in this browser what the film is sent for. */
  place: string
  /** The course's. */
  language: string
  /** What a link means here. */
  linkHint: string
  /** Further settings of a film that is there. */
  children?: ReactNode
}

/** A film: sent or linked, its picture and its captions. */
export function VideoEditor({ saved, courseId, place, language, linkHint, children }: VideoEditorProps) {
  const { video: words, locale } = useMediaTexts()
  const { value: video, put, news } = saved
  const [source, setSource] = useState(video?.source ?? 'upload')
  const film = useRef<HTMLVideoElement>(null)
  const name = useId()
  const sending = useSending({
    kind: 'video',
    courseId,
    place,
    way: (module) => module.sendCourseFile,
    // Captions stay: a film is mostly replaced by a better cut of the same words.
    onDone: (upload) =>
      void put({
        ...NEW,
        ...video,
        source: 'upload',
        upload,
        url: null,
        posterUrl: null,
        durationSeconds: upload.durationSeconds ?? 0,
      }),
  })

  return (
    <section aria-label={words.title} className="flex flex-col gap-6">
      {video === null ? null : <Shown video={video} film={film} onRemove={() => void put(null)} />}
      <fieldset className="flex flex-wrap gap-x-6 gap-y-2">
        <legend className="mb-2 text-sm font-medium">{words.source}</legend>
        {(['upload', 'link'] as const).map((each) => (
          <label
            key={each}
            className="flex min-h-11 cursor-pointer items-center gap-2.5 pointer-fine:min-h-8"
          >
            <Radio name={name} value={each} checked={source === each} onChange={() => setSource(each)} />
            {each === 'upload' ? words.sourceUpload : words.sourceLink}
          </label>
        ))}
      </fieldset>
      {source === 'upload' ? (
        <UploadField
          sending={sending}
          label={video?.upload ? words.replace : words.choose}
          variant={video === null ? 'primary' : 'secondary'}
          hint={fill(words.hint, { size: formatBytes(VIDEO_MAX_BYTES, locale) })}
          accept={VIDEO_TYPES.join(',')}
        />
      ) : (
        <LinkForm
          video={video}
          hint={linkHint}
          onUse={(url, durationSeconds) =>
            put({ ...NEW, ...video, source: 'link', upload: null, url, durationSeconds })
          }
        />
      )}
      <SavedNews news={news} />
      {video === null ? null : (
        <>
          <PosterChooser
            film={film}
            canTake={Boolean(video.upload?.href)}
            posterUrl={video.posterUrl}
            onChange={(posterUrl) =>
              void put({ ...video, posterUrl }, posterUrl === null ? undefined : words.posterTaken)
            }
          />
          <CaptionsEditor
            courseId={courseId}
            language={language}
            durationSeconds={video.durationSeconds}
            captions={video.captions}
            onChange={(captions) => put({ ...video, captions })}
          />
          {children}
        </>
      )}
    </section>
  )
}

const NEW: Omit<ShownVideo, 'source' | 'upload' | 'url' | 'durationSeconds'> = {
  posterUrl: null,
  captions: [],
  mayMarkByHand: false,
}

interface ShownProps {
  video: ShownVideo
  film: React.RefObject<HTMLVideoElement | null>
  onRemove: () => void
}

function Shown({ video, film, onRemove }: ShownProps) {
  const { video: words, locale } = useMediaTexts()
  const { upload, url, durationSeconds, posterUrl } = video
  const said = upload
    ? fill(words.facts, {
        name: upload.name,
        size: formatBytes(upload.sizeBytes, locale),
        time: formatTimecode(durationSeconds),
      })
    : fill(words.linkFacts, { host: URL.parse(url ?? '')?.host ?? '' })
  return (
    <div className="overflow-hidden rounded-lg border border-line bg-raised">
      {upload?.href ? (
        <video
          ref={film}
          controls
          playsInline
          preload="metadata"
          src={upload.href}
          poster={posterUrl ?? undefined}
          aria-label={words.preview}
          className="bg-black aspect-video w-full"
        />
      ) : null}
      <div className="flex flex-wrap items-center gap-3 p-4">
        <p className="min-w-0 grow text-sm wrap-anywhere">{said}</p>
        <Button variant="danger-quiet" size="sm" onClick={onRemove}>
          {words.remove}
        </Button>
      </div>
    </div>
  )
}

interface LinkFormProps {
  video: ShownVideo | null
  hint: string
  onUse: (url: string, durationSeconds: number) => Promise<boolean>
}

function LinkForm({ video, hint, onUse }: LinkFormProps) {
  const { video: words, embed } = useMediaTexts()
  const id = useId()
  const [fault, setFault] = useState('')
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const fields = new FormData(event.currentTarget)
    const url = String(fields.get('url')).trim()
    const isAddress = /^https:\/\//i.test(url) && URL.parse(url) !== null
    setFault(isAddress ? '' : embed.notAddress)
    if (isAddress) void onUse(url, Math.max(0, Number(fields.get('minutes')) || 0) * 60)
  }
  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-4">
      <label className="flex flex-col gap-1.5">
        <span className="text-sm font-medium">{words.link}</span>
        <Input
          name="url"
          type="url"
          defaultValue={video?.url ?? ''}
          aria-describedby={`${id}-hint`}
          aria-invalid={fault === '' ? undefined : true}
        />
        <span id={`${id}-hint`} className={fault === '' ? 'text-sm text-muted' : 'text-sm text-danger'}>
          {fault || hint}
        </span>
      </label>
      <label className="flex flex-col gap-1.5">
        <span className="text-sm font-medium">{words.duration}</span>
        <Input
          name="minutes"
          type="number"
          min={0}
          max={1440}
          step="any"
          defaultValue={Math.round((video?.source === 'link' ? video.durationSeconds : 0) / 6) / 10}
          className="max-w-32"
        />
        <span className="text-sm text-muted">{words.durationHint}</span>
      </label>
      <Button type="submit" className="self-start">
        {words.useLink}
      </Button>
    </form>
  )
}
