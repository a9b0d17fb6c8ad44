import 'server-only'
import { listMyCertificates } from '@/lib/certificates/queries'
import { requireMember, type Member, type Viewer } from '@/lib/platform/auth/viewer'
import { DASHBOARD_LIMITS } from '../constants'
import type { Dashboard, Overview } from '../dto'
import type { DashboardQuery } from '../schema'
import { getActivity } from './activity'
import { readLearningCards } from './learning-cards'
import { readRecentCourses } from './recent-courses'
import { readWhatsNext } from './whats-next'

/**
 * A page of what the viewer learns and, above its first one, what there is to know at a glance. At most five round trips,
 * however many courses there are.
 */
export async function getDashboard(viewer: Viewer, query: DashboardQuery): Promise<Dashboard> {
  const member = requireMember(viewer)
  const isFirst = query.cursor === undefined && query.q === undefined
  const [learning, overview] = await Promise.all([
    readLearningCards(member, query),
    isFirst ? readOverview(member) : null,
  ])
  return { learning, overview }
}

async function readOverview(member: Member): Promise<Overview> {
  const [recent, activity, certificates] = await Promise.all([
    readRecentCourses(member).then(async (courses) => ({
      isBeginner: courses.length === 0,
      ...(await readWhatsNext(member, courses)),
    })),
    getActivity(member),
    listMyCertificates(member, { limit: DASHBOARD_LIMITS.certificates }),
  ])
  return { ...recent, activity, certificates: certificates.items }
}
