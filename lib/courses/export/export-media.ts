import 'server-only'
import path from 'node:path'
import { openCourseUpload, type OpenedUpload, type UploadName } from '@/lib/media/queries'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { nameOf, TakenPaths } from './export-paths'

/** Writes one file of the export; the bytes stream. */
export type FileWriter = (file: string, bytes: AsyncIterable<Uint8Array>) => Promise<void>

/** The bytes of a text. */
export async function* textOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text)
}

const FOLDER = 'media'

/** The files of a course, each written once however many lessons show it. */
export class ExportedMedia {
  readonly #paths = new TakenPaths()
  readonly #known = new Map<string, string | null>()
  fileCount = 0

  constructor(
    private readonly viewer: Viewer,
    private readonly write: FileWriter,
  ) {}

  /** The file's path in the export; null where its row or its bytes are gone. */
  async bring(name: UploadName): Promise<string | null> {
    // The size behind a picture's address says nothing about which picture it is.
    const key = 'uploadId' in name ? name.uploadId : name.address.replace(/#.*/, '')
    const known = this.#known.get(key)
    if (known !== undefined) return known
    const upload = await openCourseUpload(this.viewer, name)
    const file = upload === null ? null : await this.#writeOnce(upload)
    this.#known.set(key, file)
    return file
  }

  async #writeOnce(upload: OpenedUpload): Promise<string> {
    const { name } = path.parse(upload.name)
    const file = this.#paths.claim(`${FOLDER}/${nameOf(name, upload.kind)}.${upload.extension}`)
    try {
      await this.write(file, upload.bytes)
    } finally {
      // Where the export has broken off meanwhile, nobody has begun to read it.
      upload.bytes.destroy()
    }
    this.fileCount += 1
    return file
  }
}
