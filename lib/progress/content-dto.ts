import type { LessonVideo } from './video-dto'

/** How a file is shown on the page itself; `null` where it can only be downloaded. */
export type FileView = 'pdf' | 'image' | 'audio' | 'video' | 'text' | null

/** A file lesson. Its address never expires: it leads to a signed one that was made for whoever asks. */
export type LessonFile = {
  name: string
  sizeBytes: number
  mime: string
  view: FileView
  width: number | null
  height: number | null
  href: string
}

/** A page of another site. `frameUrl` only where its provider is one that may be framed; else there is just a link. */
export type LessonEmbed = {
  url: string
  host: string
  provider: { id: string; name: string } | null
  frameUrl: string | null
  /** Width by height of the frame, as CSS writes it. */
  aspectRatio: string
}

/** What stands above a lesson's text, by the lesson's type. */
export type LessonContent =
  | { type: 'article' }
  | { type: 'video'; video: LessonVideo }
  | { type: 'file'; file: LessonFile }
  | { type: 'embed'; embed: LessonEmbed }
