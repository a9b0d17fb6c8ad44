import 'server-only'
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Types } from 'mongoose'
import { checkCaptions, checkVideo } from '@/lib/media/commands/checking'
import {
  keepCourseFile,
  listCourseFiles,
  type CourseFile,
  type CourseFileKind,
} from '@/lib/media/commands/course-files'
import { CAPTIONS_MAX_BYTES } from '@/lib/media/constants'
import type { VideoMeasure } from '@/lib/media/dto'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { AppError } from '@/lib/platform/errors'
import { decodeText } from '@/lib/utils/decode-text'
import type { PictureKeeper } from './bodies'
import { picturePath } from './addresses'
import type { Losses } from './losses'
import { fileInside, readInside } from './read-folder'

/** A file of the folder as a lesson of it names it: where that stands, for the report. */
type Named = { from: string; line: number | null; address: string }
/** A video as a front matter describes it. */
export type VideoSource = {
  video: string
  poster?: string | undefined
  captions?: Readonly<Record<string, string>> | undefined
}
export type KeptVideo = {
  source: 'upload' | 'link'
  file: CourseFile | null
  url: string | null
  durationSeconds: number
  width: number | null
  height: number | null
  posterUrl: string | null
  captions: { language: string; file: CourseFile }[]
}

type Context = {
  viewer: Viewer
  folder: string
  losses: Losses
  keepPicture: PictureKeeper
  /** Uploads that the course has already, from an earlier import. */
  knownIds: readonly string[]
  isTrial: boolean
}

/** Brings the videos, captions and documents of one folder into the storage, each content once. */
export class MediaShelf {
  readonly #context: Context
  readonly #kept = new Map<string, CourseFile>()
  /** What this import itself has stored; taken away again when it fails. */
  readonly newIds: string[] = []

  private constructor(context: Context, known: CourseFile[]) {
    this.#context = context
    for (const file of known) this.#kept.set(keyOf(file.kind, file.sha256), file)
  }

  static async open(context: Context): Promise<MediaShelf> {
    const { viewer, knownIds, isTrial } = context
    const known = isTrial ? [] : await listCourseFiles(viewer, { uploadIds: knownIds })
    return new MediaShelf(context, known)
  }

  /** Null where the video is not there or cannot be played, which is reported. */
  async video(
    named: Omit<Named, 'address'>,
    { video, poster, captions }: VideoSource,
  ): Promise<KeptVideo | null> {
    if (/^https:/i.test(video)) {
      return { ...NO_FILE, source: 'link', url: video, posterUrl: await this.#poster(named, poster) }
    }
    const file = await this.#disk({ ...named, address: video })
    if (file === null) return null
    const measure = await this.#refusable({ ...named, address: video }, () =>
      checkVideo(this.#context.viewer, file),
    )
    if (measure === null) return null
    const kept = await this.#keepDiskFile({ ...named, address: video }, { ...file, kind: 'video', measure })
    if (kept === null) return null
    return {
      source: 'upload',
      file: kept,
      url: null,
      ...measure,
      posterUrl: await this.#poster(named, poster),
      captions: await this.#captions(named, captions ?? {}, measure.durationSeconds),
    }
  }

  /** A document to read or download. */
  async document(named: Named): Promise<CourseFile | null> {
    const file = await this.#disk(named)
    return file && this.#keepDiskFile(named, { ...file, kind: 'file' })
  }

  async #poster(named: Omit<Named, 'address'>, poster: string | undefined): Promise<string | null> {
    if (poster === undefined) return null
    const kept = await this.#context.keepPicture(picturePath(named.from, poster))
    if (kept !== null && 'url' in kept) return kept.url
    const detail = kept === null ? poster : `${poster} (${kept.refused})`
    this.#context.losses.add(kept === null ? 'pictureMissing' : 'pictureRefused', named.from, {
      line: named.line,
      detail,
    })
    return null
  }

  async #captions(
    named: Omit<Named, 'address'>,
    files: Readonly<Record<string, string>>,
    durationSeconds: number,
  ): Promise<KeptVideo['captions']> {
    const kept: KeptVideo['captions'] = []
    for (const [language, address] of Object.entries(files)) {
      const file = await this.#captionsOf({ ...named, address }, durationSeconds)
      if (file !== null) kept.push({ language, file })
    }
    return kept
  }

  async #captionsOf(named: Named, durationSeconds: number): Promise<CourseFile | null> {
    const { folder, losses } = this.#context
    const relative = picturePath(named.from, named.address)
    const bytes = await readInside(folder, relative, CAPTIONS_MAX_BYTES)
    if (bytes === null) {
      losses.add('mediaMissing', named.from, { line: named.line, detail: named.address })
      return null
    }
    const { text, isGuessed } = decodeText(bytes)
    if (isGuessed) losses.add('encodingGuessed', relative)
    const { cues, faults, vtt } = checkCaptions(this.#context.viewer, { text, durationSeconds })
    for (const { code, line } of faults) {
      losses.add(code === 'beyondEnd' ? 'captionsBeyondEnd' : 'captionsCue', relative, { line, detail: code })
    }
    if (cues.length === 0) {
      losses.add('captionsEmpty', named.from, { line: named.line, detail: named.address })
      return null
    }
    const content = Buffer.from(vtt)
    const name = `${path.posix.basename(relative).replace(/\.\w+$/, '')}.vtt`
    const open = () => Readable.from([content], { objectMode: false })
    return this.#refusable(named, () => this.#keep({ kind: 'captions', name, open }))
  }

  async #disk(named: Named): Promise<{ path: string; name: string } | null> {
    const relative = picturePath(named.from, named.address)
    const found = await fileInside(this.#context.folder, relative)
    if (found === null) {
      this.#context.losses.add('mediaMissing', named.from, { line: named.line, detail: named.address })
      return null
    }
    return { path: found.path, name: path.posix.basename(relative) }
  }

  #keepDiskFile(
    named: Named,
    file: { path: string; name: string; kind: CourseFileKind; measure?: VideoMeasure },
  ): Promise<CourseFile | null> {
    const open = () => createReadStream(file.path)
    return this.#refusable(named, () => this.#keep({ ...file, open }))
  }

  /** What is refused is a loss of this lesson; who may not upload at all, and a storage that is full, end the import. */
  async #refusable<T>(named: Named, run: () => Promise<T>): Promise<T | null> {
    try {
      return await run()
    } catch (error) {
      const isLoss = error instanceof AppError && ['invalid', 'media_type', 'too_large'].includes(error.code)
      if (!isLoss) throw error
      const detail = `${named.address} (${error.reason ?? error.code})`
      this.#context.losses.add('mediaRefused', named.from, { line: named.line, detail })
      return null
    }
  }

  async #keep(file: {
    kind: CourseFileKind
    name: string
    open: () => Readable
    measure?: VideoMeasure
  }): Promise<CourseFile> {
    const sha256 = await hashOf(file.open())
    const known = this.#kept.get(keyOf(file.kind, sha256))
    if (known !== undefined) return known
    const { kind, name, measure } = file
    const kept = this.#context.isTrial
      ? { uploadId: new Types.ObjectId().toHexString(), kind, sha256, mime: '', publicUrl: '/' }
      : await keepCourseFile(this.#context.viewer, { kind, name, bytes: file.open(), size: measure })
    if (!this.#context.isTrial) this.newIds.push(kept.uploadId)
    this.#kept.set(keyOf(kind, sha256), kept)
    return kept
  }
}

const NO_FILE = { file: null, durationSeconds: 0, width: null, height: null, captions: [] }

/** The same bytes may be a lesson's video and another's file to download. */
function keyOf(kind: CourseFileKind, sha256: string): string {
  return `${kind} ${sha256}`
}

async function hashOf(source: Readable): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(source, hash)
  return hash.digest('hex')
}
