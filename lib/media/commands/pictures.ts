import 'server-only'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { detectContentType } from '@/lib/platform/storage/content-type'
import { measured, tooLarge } from '@/lib/platform/storage/measured'
import { PICTURE_MAX_BYTES, PICTURE_TYPES } from '../constants'
import { checkedSvg, cleaned } from '../picture'
import { requireUploader } from '../policy'
import { findKeptPicture, keepPublicPicture, readWhole } from './store'

export type PublicPicture = { uploadId: string; url: string; width: number; height: number }

/**
 * Keeps a picture that anybody may see, for a lesson or a course. Photos are encoded anew without their metadata,
 * drawings (SVG) are kept as they are when nothing in them can run or load.
 *
 * @throws too_large, media_type, invalid (`media.not_a_picture`, `media.unsafe_svg`), forbidden for who may not upload
 */
export async function putPublicPicture(
  viewer: Viewer,
  bytes: Uint8Array,
  name: string,
): Promise<PublicPicture> {
  const ownerId = requireUploader(viewer)
  if (bytes.byteLength > PICTURE_MAX_BYTES) throw tooLarge(PICTURE_MAX_BYTES)
  const whole = await readWhole(
    measured(single(bytes), { name, maxBytes: PICTURE_MAX_BYTES, accept: PICTURE_TYPES }).bytes,
  )
  // What was kept before is not encoded a second time: a course that was exported comes back with the same pictures.
  const same = await findKeptPicture({ bytes: whole }, ownerId)
  if (same !== null) return same
  const isDrawing = (await detectContentType(whole)) === 'image/svg+xml'
  const picture = isDrawing ? await checkedSvg(whole) : await cleaned(whole)
  const { width, height } = picture
  const known = await findKeptPicture(picture, ownerId)
  return known ?? { ...(await keepPublicPicture(picture, { kind: 'picture', ownerId, name })), width, height }
}

/** The same for one that is being sent; who may not upload is refused before anything of it is read. */
export async function sendPicture(
  viewer: Viewer,
  { bytes, name }: { bytes: AsyncIterable<Uint8Array>; name: string },
): Promise<PublicPicture> {
  requireUploader(viewer)
  return putPublicPicture(viewer, await readWhole(bytes), name)
}

async function* single(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}
