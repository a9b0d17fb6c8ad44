import type { Types } from 'mongoose'
import { LANGUAGES } from '@/lib/utils/languages'
import type { UploadFields } from '@/models/upload'

/** One caption: shown from second `from` until second `to`. Lines of it are parted by line feeds. */
export type Cue = { from: number; to: number; text: string }
export type CaptionTrack = { language: string; label: string; src: string }

/** A file that an author has sent for a course. What is not of its kind is null; `href` is signed for who asked. */
export type CourseUpload = {
  uploadId: string
  kind: string
  name: string
  mime: string
  sizeBytes: number
  durationSeconds: number | null
  width: number | null
  height: number | null
  href: string
}

/** A video as a player needs it, wherever it comes from. */
export type PlayableVideo = {
  source: 'upload' | 'link'
  /** What a `<video>` plays: signed for this viewer, or public; null for a link, of which nothing is loaded here. */
  src: string | null
  /** Of source `link`: the address as it was given. */
  url: string | null
  mime: string | null
  /** 0 where nobody could tell. */
  durationSeconds: number
  width: number | null
  height: number | null
  posterUrl: string | null
  tracks: CaptionTrack[]
  /** Of the languages that were read already; those of others are in their tracks. */
  cues: Record<string, Cue[]>
}

/** What a video file says of itself; the duration to the thousandth of a second. */
export type VideoMeasure = { durationSeconds: number; width: number; height: number }

export type UploadRow = { _id: Types.ObjectId } & Pick<
  UploadFields,
  'name' | 'mime' | 'sha256' | 'sizeBytes' | 'key' | 'isPublic'
>

/** A video as lessons and courses keep it. */
export type VideoRow = {
  source: 'upload' | 'link'
  upload?: Types.ObjectId | null
  url?: string | null
  durationSeconds?: number | null
  width?: number | null
  height?: number | null
  posterUrl?: string | null
  captions?: { language: string; upload: Types.ObjectId }[]
}

export type PublicVideoRow = Omit<VideoRow, 'url' | 'captions'> & {
  url: string
  mime?: string | null
  captions?: { language: string; url: string }[]
}

type With = {
  uploads: readonly UploadRow[]
  addressOf: (upload: UploadRow) => string
  cues?: Record<string, Cue[]>
}

/** A kept video with the addresses under which its reader may fetch it. A file whose row is gone is left out. */
export function toPlayableVideo(row: VideoRow, { uploads, addressOf, cues = {} }: With): PlayableVideo {
  const byId = new Map(uploads.map((upload) => [upload._id.toHexString(), upload]))
  const of = (id: Types.ObjectId | null | undefined) => byId.get(id?.toHexString() ?? '')
  const upload = of(row.upload)
  const url = row.url ?? null
  return {
    source: row.source,
    src: upload ? addressOf(upload) : null,
    url,
    mime: upload?.mime ?? null,
    durationSeconds: row.durationSeconds ?? 0,
    width: row.width ?? null,
    height: row.height ?? null,
    posterUrl: row.posterUrl ?? null,
    tracks: (row.captions ?? []).flatMap((caption) => {
      const file = of(caption.upload)
      return file === undefined ? [] : [toTrack(caption.language, addressOf(file))]
    }),
    cues,
  }
}

/** A film whose addresses are public and stand with it: a course's trailer. */
export function toPublicVideo(row: PublicVideoRow): PlayableVideo {
  return {
    source: row.source,
    src: row.source === 'upload' ? row.url : null,
    url: row.source === 'link' ? row.url : null,
    mime: row.mime ?? null,
    durationSeconds: row.durationSeconds ?? 0,
    width: row.width ?? null,
    height: row.height ?? null,
    posterUrl: row.posterUrl ?? null,
    tracks: (row.captions ?? []).map(({ language, url }) => toTrack(language, url)),
    cues: {},
  }
}

function toTrack(language: string, src: string): CaptionTrack {
  const names: Record<string, string> = LANGUAGES
  return { language, label: names[language] ?? language, src }
}
