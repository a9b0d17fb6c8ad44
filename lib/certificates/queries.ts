import 'server-only'
import { isMember, requireMember, type Viewer } from '@/lib/platform/auth/viewer'
import { keysetFilter, keysetSort, toPage, type Page, type SortField } from '@/lib/platform/db/keyset'
import { toObjectId } from '@/lib/platform/db/object-id'
import { Certificate } from '@/models/certificate'
import { MY_CERTIFICATE_FIELDS, toMyCertificate, type MyCertificate } from './dto'

const NEWEST: SortField[] = [
  { path: 'completedAt', direction: -1 },
  { path: '_id', direction: -1 },
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
