import 'server-only'
import { Readable } from 'node:stream'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { AppError } from '@/lib/platform/errors'
import { tooLarge } from '@/lib/platform/storage/measured'
import { decodeText } from '@/lib/utils/decode-text'
import { readCaptions, type CaptionFault } from '../captions'
import { CAPTIONS_MAX_BYTES, MEDIA_REASONS } from '../constants'
import { requireUploader } from '../policy'
import { keepCourseFile } from './course-files'
import { readWhole } from './store'

/** `cues`: how many there are; `faults`: what was not taken over as it stood, by line. */
export type SentCaptions = { uploadId: string; name: string; cues: number; faults: CaptionFault[] }

/**
 * Checks captions, WebVTT or SRT, and keeps them as WebVTT for a course; the domain that asks has checked whose it is.
 *
 * @throws invalid (`media.captions_empty`) where nothing in them is a caption, too_large, forbidden
 */
export async function keepCaptions(
  viewer: Viewer,
  file: { courseId: string; name: string; bytes: AsyncIterable<Uint8Array>; durationSeconds: number },
): Promise<SentCaptions> {
  requireUploader(viewer)
  const bytes = await readWhole(upTo(CAPTIONS_MAX_BYTES, file.bytes))
  const { cues, faults, vtt } = readCaptions(decodeText(bytes).text, file)
  if (cues.length === 0) {
    throw new AppError('invalid', 'There are no captions in this file.', {
      reason: MEDIA_REASONS.captionsEmpty,
    })
  }
  const name = `${file.name.replace(/\.\w{1,8}$/, '') || 'captions'}.vtt`
  const content = Readable.from([Buffer.from(vtt)], { objectMode: false })
  const { courseId } = file
  const { uploadId } = await keepCourseFile(viewer, { kind: 'captions', name, bytes: content, courseId })
  return { uploadId, name, cues: cues.length, faults }
}

async function* upTo(maxBytes: number, source: AsyncIterable<Uint8Array>) {
  let seen = 0
  for await (const chunk of source) {
    seen += chunk.byteLength
    if (seen > maxBytes) throw tooLarge(maxBytes)
    yield chunk
  }
}
