import 'server-only'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { measured } from '@/lib/platform/storage/measured'
import { PHOTO_TYPES, PICTURE_MAX_BYTES } from '../constants'
import { wideOf } from '../picture'
import { requireUploader } from '../policy'
import type { Crop } from '../schema'
import type { PublicPicture } from './pictures'
import { findKeptPicture, keepPublicPicture, readWhole } from './store'

/**
 * Keeps the chosen part of a photo as a public picture, 16 to 9, for the head of a course.
 *
 * @throws too_large, media_type, invalid (`media.not_a_picture`), forbidden for who may not upload
 */
export async function sendWidePicture(
  viewer: Viewer,
  { source, name, crop }: { source: AsyncIterable<Uint8Array>; name: string; crop: Crop },
): Promise<PublicPicture> {
  const ownerId = requireUploader(viewer)
  const photo = measured(source, { name, maxBytes: PICTURE_MAX_BYTES, accept: PHOTO_TYPES })
  const picture = await wideOf(await readWhole(photo.bytes), crop)
  const known = await findKeptPicture(picture, ownerId)
  if (known !== null) return known
  const kept = await keepPublicPicture(picture, { kind: 'picture', ownerId, name })
  return { ...kept, width: picture.width, height: picture.height }
}
