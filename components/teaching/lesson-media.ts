import type { Outcome } from '@/components/media/upload-outcome'
import type { AuthoredUpload, AuthoredVideo } from '@/lib/courses/authored-dto'
import type { LessonChange } from '@/lib/courses/schema/lesson'

/** A file of a lesson; `href`, where it is known, is signed for who edits. */
export type ShownUpload = AuthoredUpload & { href?: string | null }
export type ShownVideo = Omit<AuthoredVideo, 'upload'> & { upload: ShownUpload | null }
export type MediaChange = Pick<LessonChange, 'video' | 'file' | 'embed'>
/** Writes a change of the lesson under its version and says what became of it; whoever shows the lesson keeps the version. */
export type SaveMedia = (change: MediaChange) => Promise<Outcome<unknown>>

/** A video as a change of its lesson names it. */
export function videoChange(video: ShownVideo | null): Pick<MediaChange, 'video'> {
  if (video === null) return { video: null }
  const { source, upload, url, durationSeconds, posterUrl, captions, mayMarkByHand } = video
  return {
    video: {
      source,
      uploadId: upload?.uploadId ?? null,
      url: source === 'link' ? url : null,
      durationSeconds,
      posterUrl,
      captions: captions.flatMap(({ language, uploadId }) => ({ language, uploadId }) as Caption),
      mayMarkByHand,
    },
  }
}

type Caption = NonNullable<NonNullable<MediaChange['video']>['captions']>[number]
