import 'server-only'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { toObjectId } from '@/lib/platform/db/object-id'
import type { TrailerInput } from '../schema/video'
import { filmOf } from './lesson-fields'
import type { Details, HeldRevision } from './revision'

/**
 * A course's trailer as its row keeps it, with the public addresses that its files have once the course is published.
 *
 * @throws as `filmOf`, with fields of `trailer`
 */
export async function trailerOf(
  viewer: Viewer,
  held: HeldRevision,
  trailer: TrailerInput | null,
): Promise<Details['trailer']> {
  if (trailer === null) return null
  const { source, durationSeconds, posterUrl } = trailer
  const { file, captions } = await filmOf(viewer, held, { film: trailer, field: 'trailer' })
  return {
    source,
    upload: file && toObjectId(file.uploadId),
    url: file?.publicUrl ?? trailer.url,
    mime: file?.mime ?? null,
    durationSeconds,
    width: file?.width ?? null,
    height: file?.height ?? null,
    posterUrl: posterUrl ?? null,
    captions: captions.map(({ language, file: { uploadId, publicUrl } }) => ({
      language,
      upload: toObjectId(uploadId),
      url: publicUrl,
    })),
  } as Details['trailer']
}
