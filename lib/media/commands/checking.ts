import 'server-only'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { readCaptions, type Captions } from '../captions'
import type { VideoMeasure } from '../dto'
import { requireUploader } from '../policy'
import { measureVideo } from '../video-file'

/** Captions as they would be kept, with what is wrong with them; `durationSeconds` is the video's, 0 where unknown. */
export function checkCaptions(viewer: Viewer, captions: { text: string; durationSeconds: number }): Captions {
  requireUploader(viewer)
  return readCaptions(captions.text, captions)
}

/**
 * How long and how large a video file on this machine is, once every browser can play it.
 *
 * @throws invalid (`media.not_a_video`), media_type (`media.video_codec`)
 */
export async function checkVideo(viewer: Viewer, { path }: { path: string }): Promise<VideoMeasure> {
  requireUploader(viewer)
  return measureVideo(path)
}
