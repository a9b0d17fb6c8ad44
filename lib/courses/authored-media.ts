import type { AuthoredLesson, AuthoredVideo } from './authored-dto'
import type { TrailerInput, VideoInput } from './schema/video'

/** A lesson's video as a change of the lesson would name it. */
export function videoInputOf(
  video: Omit<AuthoredVideo, 'upload'> & { upload: { uploadId: string } | null },
): VideoInput {
  const { source, upload, url, durationSeconds, posterUrl, captions, mayMarkByHand } = video
  return {
    source,
    uploadId: upload?.uploadId ?? null,
    url: source === 'link' ? url : null,
    durationSeconds,
    posterUrl,
    captions: captions.map(({ language, uploadId }) => ({ language, uploadId }) as Caption),
    mayMarkByHand,
  }
}

/** A course's trailer as a change of the course would name it. */
export function trailerInputOf(trailer: Parameters<typeof videoInputOf>[0]): TrailerInput {
  const { mayMarkByHand: _, ...input } = videoInputOf(trailer)
  return input
}

type Caption = NonNullable<VideoInput['captions']>[number]

/** What stands above a lesson's text, as a change of it would name it. */
export function mediaInputOf({ video, file, embed }: Pick<AuthoredLesson, 'video' | 'file' | 'embed'>) {
  return {
    video: video && videoInputOf(video),
    file: file && { uploadId: file.uploadId },
    embed: embed && { url: embed.url },
  }
}
