import 'server-only'
import { addAbortSignal, Readable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { ZipFile } from 'yazl'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { toObjectId } from '@/lib/platform/db/object-id'
import { log } from '@/lib/platform/log'
import type { ExportedCopy } from '../constants'
import { findOwnCourse, writeCourse } from './export-course'
import type { FileWriter } from './export-media'

/** What makes no smaller file by being packed again. */
const PACKED = /\.(jpe?g|png|webp|avif|gif|mp4|webm|zip|epub|docx|xlsx|pptx|od[tsp]|mp3|m4a|ogg)$/i

/**
 * A course as one zip, the way the import takes it: as learners get it, or as its authors have written it last. It is packed while it is read, so nothing of it is
 * held; where a file cannot be read the archive breaks off instead of lacking it silently.
 *
 * @throws not_found to who does not teach the course
 */
export async function exportArchive(
  viewer: Viewer,
  { courseId, copy = 'published' }: { courseId: string; copy?: ExportedCopy },
): Promise<{ name: string; bytes: Readable }> {
  const course = await findOwnCourse(viewer, { _id: toObjectId(courseId) })
  const zip = new ZipFile()
  const bytes = zip.outputStream as Readable
  const gone = new AbortController()
  bytes.once('close', () => gone.abort())
  const write = writerInto(zip, { folder: course.slug, signal: gone.signal })
  void writeCourse(viewer, { course, copy, write })
    .then(async ({ lost }) => {
      const lines = lost.map((line) => `${line}\n`).join('')
      if (lines !== '') await write('not-exported.txt', Readable.from([Buffer.from(lines)]))
      zip.end()
    })
    .catch((error: unknown) => {
      if (!gone.signal.aborted) log.error({ error, courseId }, 'A course could not be exported to its end.')
      bytes.destroy(error instanceof Error ? error : new Error('The export broke off.'))
    })
  return { name: `${course.slug}.zip`, bytes }
}

/** One file after the other; who goes away meanwhile ends the one that is being read. */
function writerInto(zip: ZipFile, { folder, signal }: { folder: string; signal: AbortSignal }): FileWriter {
  return async (file, source) => {
    signal.throwIfAborted()
    const bytes = addAbortSignal(signal, Readable.from(source, { objectMode: false }))
    zip.addReadStream(bytes, `${folder}/${file}`, { compress: !PACKED.test(file) })
    await finished(bytes, { writable: false })
  }
}
