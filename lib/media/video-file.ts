import 'server-only'
import { FilePathSource, Input, MP4, WEBM } from 'mediabunny'
import { AppError } from '@/lib/platform/errors'
import type { VideoMeasure } from './dto'

/** Which codecs play in every browser of today, by the container they come in. */
const PLAYABLE: Readonly<Record<string, { video: readonly string[]; audio: readonly string[] }>> = {
  'video/mp4': { video: ['avc'], audio: ['aac', 'mp3'] },
  'video/webm': { video: ['vp8', 'vp9', 'av1'], audio: ['opus', 'vorbis'] },
}

/**
 * How long and how large a video of the disk is, by its own head and index; of the pictures nothing is read.
 *
 * @throws invalid (`media.not_a_video`), media_type (`media.video_codec`) where some browsers could not play it
 */
export async function measureVideo(file: string): Promise<VideoMeasure> {
  const input = new Input({ formats: [MP4, WEBM], source: new FilePathSource(file) })
  try {
    const container = (await input.getMimeType()).split(';')[0] ?? ''
    const [video, audio] = await Promise.all([input.getPrimaryVideoTrack(), input.getPrimaryAudioTrack()])
    if (video === null) throw notAVideo()
    requireCodec(container, 'video', await video.getCodec())
    if (audio !== null) requireCodec(container, 'audio', await audio.getCodec())
    const durationSeconds = await input.computeDuration()
    if (!(durationSeconds > 0) || !Number.isFinite(durationSeconds)) throw notAVideo()
    return {
      durationSeconds: Math.round(durationSeconds * 1000) / 1000,
      width: await video.getDisplayWidth(),
      height: await video.getDisplayHeight(),
    }
  } catch (error) {
    throw error instanceof AppError ? error : notAVideo(error)
  } finally {
    input.dispose()
  }
}

function requireCodec(container: string, kind: 'video' | 'audio', codec: string | null): void {
  const known = PLAYABLE[container]
  if (known === undefined) throw notAVideo()
  if (codec !== null && known[kind].includes(codec)) return
  throw new AppError('media_type', `Some browsers cannot play ${codec ?? 'this codec'} in ${container}.`, {
    reason: 'media.video_codec',
  })
}

function notAVideo(cause?: unknown): AppError {
  return new AppError('invalid', 'The file cannot be read as a video.', {
    reason: 'media.not_a_video',
    cause,
  })
}
