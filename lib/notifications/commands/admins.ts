import 'server-only'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { User } from '@/models/user'
import type { NoticeName } from '../constants'
import { requireHouse } from '../policy'
import { notifyAll, type News } from './writing'

/** An academy has few; beyond this somebody of them has been told. */
const MOST_ADMINS = 100

/** Tells everybody who runs the academy. */
export async function tellAdmins<N extends NoticeName>(viewer: Viewer, news: News<N>): Promise<void> {
  requireHouse(viewer)
  const admins = await User.find({ role: 'admin', active: true })
    .select({ _id: 1 })
    .sort({ _id: 1 })
    .limit(MOST_ADMINS)
    .lean()
  await notifyAll(viewer, { userIds: admins.map(({ _id }) => _id.toHexString()), news })
}
