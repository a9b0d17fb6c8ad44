import 'server-only'
import { requireMember, requireVerified, type Viewer } from '@/lib/platform/auth/viewer'
import { changed } from '@/lib/platform/cache'
import { toObjectId } from '@/lib/platform/db/object-id'
import { inTransaction } from '@/lib/platform/db/transaction'
import { forbidden, notFound } from '@/lib/platform/errors'
import { measured } from '@/lib/platform/storage/measured'
import { storage } from '@/lib/platform/storage/port'
import { User } from '@/models/user'
import { AVATAR_MAX_BYTES, PHOTO_TYPES } from '../constants'
import { squareOf } from '../picture'
import type { Crop } from '../schema'
import { forgetUpload, keepPublicPicture, readWhole } from './store'

export type Avatar = { avatarUrl: string }

/**
 * Gives the viewer a new picture: the chosen square of a photo, encoded anew. The picture before it is forgotten.
 *
 * @param input `source` is read as it streams in and refused beyond `AVATAR_MAX_BYTES`
 * @throws too_large, media_type, invalid (`media.not_a_picture`), forbidden (`account.unverified`)
 */
export async function setAvatar(
  viewer: Viewer,
  input: { source: AsyncIterable<Uint8Array>; name: string; crop: Crop },
): Promise<Avatar> {
  const member = requireVerified(viewer)
  const accept = { name: input.name, maxBytes: AVATAR_MAX_BYTES, accept: PHOTO_TYPES }
  const photo = await readWhole(measured(input.source, accept).bytes)
  return replaceAvatar(member.userId, { photo, name: input.name, crop: input.crop })
}

/** The same for a photo that the file router has brought into the storage; the photo itself is not kept. */
export async function setAvatarFromUpload(
  viewer: Viewer,
  input: { userId: string; key: string; name: string; crop: Crop },
): Promise<Avatar> {
  if (viewer.kind !== 'system') throw forbidden()
  try {
    const source = await storage().open(input.key)
    const accept = { name: input.name, maxBytes: AVATAR_MAX_BYTES, accept: PHOTO_TYPES }
    const photo = await readWhole(measured(source, accept).bytes)
    return await replaceAvatar(input.userId, { photo, name: input.name, crop: input.crop })
  } finally {
    await storage().remove(input.key)
  }
}

/** Takes the viewer's picture away; the initials are shown again. */
export async function removeAvatar(viewer: Viewer): Promise<void> {
  const member = requireMember(viewer)
  const before = await swapAvatar(member.userId, undefined)
  if (before) await forgetUpload(before)
}

async function replaceAvatar(
  userId: string,
  input: { photo: Buffer; name: string; crop: Crop },
): Promise<Avatar> {
  const picture = await squareOf(input.photo, input.crop)
  const kept = await keepPublicPicture(picture, { kind: 'avatar', ownerId: userId, name: input.name })
  const before = await swapAvatar(userId, { upload: toObjectId(kept.uploadId), url: kept.url }).catch(
    async (error: unknown) => {
      await forgetUpload(kept.uploadId)
      throw error
    },
  )
  if (before) await forgetUpload(before)
  return { avatarUrl: kept.url }
}

/** Puts the new picture in and returns the id of the upload it replaces, atomically for two tabs at once. */
async function swapAvatar(
  userId: string,
  avatar: { upload: ReturnType<typeof toObjectId>; url: string } | undefined,
): Promise<string | undefined> {
  return inTransaction(async () => {
    const before = await User.findOneAndUpdate(
      { _id: toObjectId(userId), active: true },
      avatar ? { $set: { avatar } } : { $unset: { avatar: 1 } },
    )
      .select('avatar usernameKey')
      .lean()
    if (!before) throw notFound('There is no such account.')
    await changed(`profile:${before.usernameKey}`, 'instructors')
    return before.avatar?.upload.toString()
  })
}
