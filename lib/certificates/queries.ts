import 'server-only'
import { isMember, requireMember, type Viewer } from '@/lib/platform/auth/viewer'
import { keysetFilter, keysetSort, toPage, type Page, type SortField } from '@/lib/platform/db/keyset'
import { toObjectId } from '@/lib/platform/db/object-id'
import { type AppError, forbidden, notFound } from '@/lib/platform/errors'
import { findMissing } from '@/lib/platform/typeset/shape-text'
import { Certificate } from '@/models/certificate'
import { Course } from '@/models/course'
import { CERTIFICATE_REASONS, CERTIFICATES_PER_PAGE } from './constants'
import {
  CERTIFICATE_FIELDS,
  MANAGED_FIELDS,
  MY_CERTIFICATE_FIELDS,
  toCertificate,
  toManagedCertificate,
  toMyCertificate,
  type ManagedCertificate,
  type MyCertificate,
  type PrintedName,
  type PublicCertificate,
} from './dto'
import { holderKeyOf } from './holder-key'
import { canManageCertificates } from './policy'
import type { CertificateReference, CertificatesQuery } from './schema'
import { readSerial } from './serial'
import { isPrintable } from './sheet'

const NEWEST: SortField[] = [
  { path: 'completedAt', direction: -1 },
  { path: '_id', direction: -1 },
]

const NEWEST_ISSUED: SortField[] = [
  { path: 'createdAt', direction: -1 },
  { path: '_id', direction: -1 },
]
const BY_HOLDER: SortField[] = [
  { path: 'holderKey', direction: 1 },
  { path: '_id', direction: 1 },
]

/** The viewer's own certificate of a course; null for visitors and who has not completed it. One round trip. */
export async function findMyCertificate(
  viewer: Viewer,
  { courseId }: { courseId: string },
): Promise<MyCertificate | null> {
  if (!isMember(viewer)) return null
  const row = await Certificate.findOne({ user: toObjectId(viewer.userId), course: toObjectId(courseId) })
    .select(MY_CERTIFICATE_FIELDS)
    .lean()
  return row === null ? null : toMyCertificate(row)
}

/** The viewer's own certificates, newest first. One round trip. */
export async function listMyCertificates(
  viewer: Viewer,
  { limit, cursor }: { limit: number; cursor?: string },
): Promise<Page<MyCertificate>> {
  const rows = await Certificate.find({
    user: toObjectId(requireMember(viewer).userId),
    ...keysetFilter(NEWEST, cursor),
  })
    .sort(keysetSort(NEWEST))
    .limit(limit + 1)
    .select(MY_CERTIFICATE_FIELDS)
    .lean()
  return toPage(rows, { limit, sort: NEWEST, toItem: toMyCertificate })
}

/** What anybody who has its serial may know of a certificate. Two round trips. */
export async function getCertificate(
  _viewer: Viewer,
  { serial }: CertificateReference,
): Promise<PublicCertificate> {
  const row = await Certificate.findOne({ serial }).select(CERTIFICATE_FIELDS).lean()
  if (row === null) throw unknown()
  const course = await Course.findOne({ _id: row.course, status: 'published' }).select({ slug: 1 }).lean()
  return toCertificate(row, course?.slug ?? null)
}

/** All certificates, newest first; or the one of a serial; or those of holders whose name begins so. For admins. */
export async function listCertificates(
  viewer: Viewer,
  { q, cursor }: CertificatesQuery,
): Promise<Page<ManagedCertificate>> {
  if (viewer.kind !== 'system') requireMember(viewer)
  if (!canManageCertificates(viewer)) throw forbidden('Only an admin may do this.')
  const serial = readSerial(q)
  const sort = q === '' || serial !== null ? NEWEST_ISSUED : BY_HOLDER
  const key = holderKeyOf(q)
  const wanted = serial !== null ? { serial } : q === '' ? {} : { holderKey: beginningWith(key) }
  const rows = await Certificate.find({ $and: [wanted, keysetFilter(sort, cursor)] })
    .sort(keysetSort(sort))
    .limit(CERTIFICATES_PER_PAGE + 1)
    .select(MANAGED_FIELDS)
    .lean()
  return toPage(rows, { limit: CERTIFICATES_PER_PAGE, sort, toItem: toManagedCertificate })
}

/** The viewer's name as a certificate would print it: whether all of it can be drawn. No round trip. */
export function getPrintedName(viewer: Viewer, { language = 'en' }: { language?: string } = {}): PrintedName {
  const { fullName } = requireMember(viewer)
  return { fullName, missing: findMissing(fullName, language), isPrintable: isPrintable(fullName, language) }
}

/** The viewer's certificates that carry another name than theirs is now, newest first. One round trip. */
export async function listFormerNames(
  viewer: Viewer,
  { limit }: { limit: number },
): Promise<MyCertificate[]> {
  const { userId, fullName } = requireMember(viewer)
  const user = toObjectId(userId)
  const rows = await Certificate.find({ user, holderName: { $ne: fullName }, revocation: null })
    .sort(keysetSort(NEWEST))
    .limit(limit)
    .select(MY_CERTIFICATE_FIELDS)
    .lean()
  return rows.map(toMyCertificate)
}

/** Everything the viewer's certificates say, for their export. */
export async function* listOwnCertificates(viewer: Viewer) {
  const user = toObjectId(requireMember(viewer).userId)
  const rows = Certificate.find({ user }).sort(keysetSort(NEWEST)).select(MANAGED_FIELDS).lean()
  for await (const row of rows.cursor()) {
    const { holderName, courseTitle, instructorNames, language, serial, completedAt, issuedAt } = row
    yield {
      serial,
      holderName,
      courseTitle,
      instructorNames,
      language,
      completedAt,
      issuedAt,
      revocation: row.revocation && { at: row.revocation.at, reason: row.revocation.reason },
      history: row.history.map(({ act, at }) => ({ act, at })),
    }
  }
}

/** A range instead of a pattern: the same rows, and always by the index. */
function beginningWith(key: string): { $gte: string; $lt: string } {
  return { $gte: key, $lt: `${key}\u{10ffff}` }
}

function unknown(): AppError {
  return notFound('There is no such certificate.', CERTIFICATE_REASONS.none)
}
