import 'server-only'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { signCredential } from '@/lib/platform/credentials/sign'
import { notFound } from '@/lib/platform/errors'
import { Certificate } from '@/models/certificate'
import { academyName, toBadge, toStatusList } from '../badge'
import { CERTIFICATE_REASONS } from '../constants'
import { isErased } from '../dto'
import type { CertificateReference } from '../schema'

/** A certificate's signed badge; one that was revoked keeps its own, and the list it names says that it was. */
export async function getBadge(_viewer: Viewer, { serial }: CertificateReference) {
  const row = await Certificate.findOne({ serial }).lean()
  const status = row?.statuses.at(-1)
  if (row === null || status === undefined || isErased(row)) {
    throw notFound('There is no such certificate.', CERTIFICATE_REASONS.none)
  }
  const badge = toBadge({ ...row, courseId: row.course.toHexString(), status })
  return signCredential(badge, row.issuedAt)
}

/** A year's list of states, signed: which of its bits are set, and nothing of anybody. */
export async function getStatusList(_viewer: Viewer, { list }: { list: number }) {
  const rows = await Certificate.find({ isListed: true, 'statuses.list': list })
    .select({ holderName: 1, statuses: 1, 'revocation.at': 1, updatedAt: 1 })
    .lean()
  const set = rows.flatMap((row) => {
    const isPresentRevoked = Boolean(row.revocation) || isErased(row)
    return isPresentRevoked ? row.statuses : row.statuses.slice(0, -1)
  })
  const revoked = set.filter((status) => status.list === list).map(({ index }) => index)
  const newest = Math.max(Date.UTC(list, 0), ...rows.map(({ updatedAt }) => updatedAt.getTime()))
  return signCredential(toStatusList(list, { revoked, academyName: academyName() }), new Date(newest))
}
