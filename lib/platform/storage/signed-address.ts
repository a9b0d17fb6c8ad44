import { createHmac, timingSafeEqual } from 'node:crypto'

const HOUR = 3_600_000

export type SignedAddress = { upload: string; viewer: string; hour: string; signature: string }

/**
 * A private file's address: good for one viewer and until the end of the hour after the one in which it was made. It is
 * no right by itself: the domain that mints it has checked that this viewer may read this file.
 *
 * @param viewerId the member's id, or `visitor` for material that visitors may see
 * @returns path with query, relative to the academy's address
 */
export function signAddress(
  uploadId: string,
  viewerId: string,
  with_: { secret: string; now: Date },
): string {
  const hour = Math.floor(with_.now.getTime() / HOUR)
  const query = new URLSearchParams({
    v: viewerId,
    h: String(hour),
    s: signatureOf(uploadId, viewerId, { secret: with_.secret, hour }),
  })
  return `/api/uploads/${uploadId}?${query}`
}

/** True when the address was minted for this viewer in this or the past hour, and nothing in it was changed. */
export function isSignedFor(
  address: SignedAddress,
  viewerId: string,
  with_: { secret: string; now: Date },
): boolean {
  const hour = Number(address.hour)
  const age = Math.floor(with_.now.getTime() / HOUR) - hour
  if (!Number.isInteger(hour) || age < 0 || age > 1 || address.viewer !== viewerId) return false
  const expected = signatureOf(address.upload, viewerId, { secret: with_.secret, hour })
  return isSame(expected, address.signature)
}

function signatureOf(uploadId: string, viewerId: string, of: { secret: string; hour: number }): string {
  return createHmac('sha256', of.secret)
    .update(`upload\n${uploadId}\n${viewerId}\n${of.hour}`)
    .digest('base64url')
}

function isSame(expected: string, given: string): boolean {
  const [one, other] = [Buffer.from(expected), Buffer.from(given)]
  return one.byteLength === other.byteLength && timingSafeEqual(one, other)
}
