import 'server-only'
import { isMember, requireMember, type Viewer } from '@/lib/platform/auth/viewer'
import { changed } from '@/lib/platform/cache'
import { now } from '@/lib/platform/clock'
import { duplicateKeyFields } from '@/lib/platform/db/duplicate-key'
import { toObjectId } from '@/lib/platform/db/object-id'
import { inTransaction } from '@/lib/platform/db/transaction'
import { AppError, forbidden, notFound } from '@/lib/platform/errors'
import { Certificate } from '@/models/certificate'
import { User } from '@/models/user'
import { CERTIFICATE_LIMITS, CERTIFICATE_REASONS, type CertificateAct } from '../constants'
import { holderKeyOf } from '../holder-key'
import { pageTagOf } from '../page-tags'
import { canManageCertificates } from '../policy'
import type { CertificateReference, Revocation } from '../schema'
import { drawStatus } from './issuing'

/** Says that a certificate no longer counts; its page, its badge and its PDF say so from now on. For admins. */
export async function revokeCertificate(
  viewer: Viewer,
  { serial, reason, note }: Revocation,
): Promise<{ serial: string }> {
  requireManager(viewer)
  await inTransaction(async () => {
    const { matchedCount } = await Certificate.updateOne(
      { serial, revocation: null },
      {
        $set: { revocation: { at: now(), reason, note }, isListed: true },
        $push: { history: entryOf(viewer, 'revoked', { reason, note }) },
      },
    )
    if (matchedCount === 0) throw await refusalOf(serial, CERTIFICATE_REASONS.revoked)
    await changed(pageTagOf(serial))
  })
  return { serial }
}

/**
 * Takes a revocation back. A state that was published as revoked is not taken back (that is what others rely on): the
 * certificate gets a new edition, with a bit of its own, and its badge is downloaded anew.
 */
export async function restoreCertificate(
  viewer: Viewer,
  { serial }: CertificateReference,
): Promise<{ serial: string }> {
  requireManager(viewer)
  await newEdition(async (edition) => {
    const { matchedCount } = await Certificate.updateOne(
      { serial, revocation: { $ne: null }, [LAST_EDITION]: { $exists: false } },
      {
        $set: { revocation: null, issuedAt: edition.at },
        $push: { statuses: edition.status, history: entryOf(viewer, 'restored') },
      },
    )
    if (matchedCount === 0) throw await refusalOf(serial, CERTIFICATE_REASONS.notRevoked)
    await changed(pageTagOf(serial))
  })
  return { serial }
}

/**
 * Writes the holder's present name on their certificate, under the same serial. The badge of the former name is
 * revoked. For the holder.
 */
export async function reissueCertificate(
  viewer: Viewer,
  { serial }: CertificateReference,
): Promise<{ serial: string }> {
  const user = toObjectId(requireMember(viewer).userId)
  await newEdition(async (edition) => {
    const holder = await User.findById(user).select({ fullName: 1 }).lean()
    if (holder === null) throw notFound('There is no such account.')
    const { fullName } = holder
    const { matchedCount } = await Certificate.updateOne(
      { serial, user, revocation: null, holderName: { $ne: fullName }, [LAST_EDITION]: { $exists: false } },
      {
        $set: {
          holderName: fullName,
          holderKey: holderKeyOf(fullName),
          issuedAt: edition.at,
          isListed: true,
        },
        $push: { statuses: edition.status, history: entryOf(viewer, 'reissued') },
      },
    )
    if (matchedCount === 0) throw await reissueRefusal(serial, { userId: user.toHexString(), fullName })
    await changed(pageTagOf(serial))
  })
  return { serial }
}

/** There when no further edition fits. */
const LAST_EDITION = `statuses.${CERTIFICATE_LIMITS.editions - 1}`

type Edition = { at: Date; status: { list: number; index: number } }

/** In one transaction; once more when the bit that was drawn is somebody else's. */
async function newEdition(write: (edition: Edition) => Promise<void>): Promise<void> {
  const attempt = () => inTransaction(() => write({ at: now(), status: drawStatus(now()) }))
  try {
    await attempt()
  } catch (error) {
    if (duplicateKeyFields(error) === undefined) throw error
    await attempt()
  }
}

function requireManager(viewer: Viewer): void {
  if (viewer.kind !== 'system') requireMember(viewer)
  if (!canManageCertificates(viewer)) throw forbidden('Only an admin may do this.')
}

function entryOf(
  viewer: Viewer,
  act: CertificateAct,
  why: Partial<Pick<Revocation, 'reason' | 'note'>> = {},
) {
  return { act, at: now(), ...why, ...(isMember(viewer) && { by: toObjectId(viewer.userId) }) }
}

async function refusalOf(
  serial: string,
  reason: (typeof CERTIFICATE_REASONS)[keyof typeof CERTIFICATE_REASONS],
): Promise<AppError> {
  const row = await Certificate.findOne({ serial }).select({ statuses: 1, revocation: 1 }).lean()
  if (row === null) return notFound('There is no such certificate.', CERTIFICATE_REASONS.none)
  const isSpent = reason === CERTIFICATE_REASONS.notRevoked && row.revocation != null
  return new AppError('conflict', 'The certificate is not in that state.', {
    reason: isSpent ? CERTIFICATE_REASONS.editionsSpent : reason,
  })
}

async function reissueRefusal(
  serial: string,
  holder: { userId: string; fullName: string },
): Promise<AppError> {
  const row = await Certificate.findOne({ serial, user: toObjectId(holder.userId) })
    .select({ holderName: 1, 'revocation.at': 1 })
    .lean()
  if (row === null) return notFound('There is no such certificate of yours.', CERTIFICATE_REASONS.none)
  if (row.revocation)
    return new AppError('conflict', 'It is revoked.', { reason: CERTIFICATE_REASONS.revoked })
  const isSame = row.holderName === holder.fullName
  return new AppError('conflict', 'There is nothing to reissue.', {
    reason: isSame ? CERTIFICATE_REASONS.sameName : CERTIFICATE_REASONS.editionsSpent,
  })
}
