'use client'

import { useId, useState, type FormEvent, type ReactNode } from 'react'
import { fill, useMediaTexts } from '@/components/media/media-texts-provider'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'
import { toLessonEmbed } from '@/lib/courses/embeds'
import { saveMedia, type EditedLesson } from './lesson-media'
import { SavedNews } from './saved-news'
import { useSaved } from './use-saved'

interface LessonEmbedEditorProps {
  lesson: EditedLesson
  embed: { url: string } | null
  /** PeerTube instances that the operator trusts. */
  peertubeHosts: readonly string[]
  /** The saved page as learners see it, made by the server. */
  preview?: ReactNode
}

/** The address of an embed lesson; while it is typed one reads what learners will see of it. */
export function LessonEmbedEditor({ lesson, embed: first, peertubeHosts, preview }: LessonEmbedEditorProps) {
  const { embed: words } = useMediaTexts()
  const id = useId()
  const [address, setAddress] = useState(first?.url ?? '')
  const {
    value: embed,
    put,
    news,
    isSaving,
  } = useSaved(first, {
    changeOf: (next) => ({ embed: next }),
    save: (sides) => saveMedia(lesson, sides),
  })
  const typed = address.trim()
  const shown = readAddress(typed, peertubeHosts)
  const said =
    typed === ''
      ? words.hint
      : shown === null
        ? words.notAddress
        : shown.provider === null
          ? fill(words.linkOnly, { host: shown.host })
          : fill(words.recognised, { provider: shown.provider.name })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (shown !== null) void put({ url: shown.url })
  }

  return (
    <section aria-label={words.title} className="flex flex-col gap-4">
      <form onSubmit={submit} className="flex flex-col gap-1.5">
        <label htmlFor={id} className="text-sm font-medium">
          {words.address}
        </label>
        <div className="flex flex-wrap gap-2">
          <Input
            id={id}
            type="url"
            inputMode="url"
            autoComplete="off"
            value={address}
            aria-describedby={`${id}-said`}
            aria-invalid={typed !== '' && shown === null ? true : undefined}
            onChange={(event) => setAddress(event.target.value)}
            className="min-w-0 flex-1 basis-64"
          />
          <Button type="submit" variant="primary" isPending={isSaving}>
            {words.use}
          </Button>
        </div>
        <p id={`${id}-said`} role="status" className="text-sm text-muted">
          {said}
        </p>
      </form>
      {embed === null ? null : (
        <>
          {preview ? (
            <div aria-label={words.preview} role="group">
              {preview}
            </div>
          ) : null}
          <Button
            variant="danger-quiet"
            size="sm"
            className="self-start"
            onClick={async () => {
              if (await put(null)) setAddress('')
            }}
          >
            {words.remove}
          </Button>
        </>
      )}
      <SavedNews news={news} />
    </section>
  )
}

/** What a lesson would show of an address; null for what is none, or is not encrypted on its way. */
function readAddress(address: string, peertubeHosts: readonly string[]) {
  if (!/^https:\/\//i.test(address) || URL.parse(address) === null) return null
  return toLessonEmbed(address, { peertubeHosts })
}
