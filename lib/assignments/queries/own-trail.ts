import 'server-only'
import { requireMember, type Viewer } from '@/lib/platform/auth/viewer'
import { toObjectId } from '@/lib/platform/db/object-id'
import { GradeLog } from '@/models/grade-log'
import { User } from '@/models/user'
import { LOG_ENTRIES } from '../constants'
import { namesOf, toTrailEntry, type LogRow, type TrailEntry } from '../dto'

/** How the viewer's own grade of a quiz changed, newest first, by whom and why. Two round trips. */
export async function listOwnQuizTrail(
  viewer: Viewer,
  { lessonId }: { lessonId: string },
): Promise<TrailEntry[]> {
  const { userId } = requireMember(viewer)
  const log = await GradeLog.find({ lesson: toObjectId(lessonId), user: toObjectId(userId) })
    .sort({ at: -1, _id: -1 })
    .limit(LOG_ENTRIES)
    .lean<LogRow[]>()
  const ids = log.flatMap(({ by }) => by ?? [])
  const people = await User.find({ _id: { $in: ids } })
    .limit(ids.length + 1)
    .select({ fullName: 1, username: 1 })
    .lean()
  const names = namesOf(people)
  return log.map((entry) => toTrailEntry(entry, names))
}
