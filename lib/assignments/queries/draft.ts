import 'server-only'
import { requireMember, type Viewer } from '@/lib/platform/auth/viewer'
import { toObjectId } from '@/lib/platform/db/object-id'
import { Submission } from '@/models/submission'
import type { LessonReference } from '../schema'

export type OwnDraft = { version: number; text: string; link: string; savedAt: string | null }

/** The viewer's own draft as another tab of theirs left it; version 0 where there is none. */
export async function getOwnDraft(viewer: Viewer, { lessonId }: LessonReference): Promise<OwnDraft> {
  const user = toObjectId(requireMember(viewer).userId)
  const row = await Submission.findOne({ lesson: toObjectId(lessonId), user, state: 'draft' })
    .select({ version: 1, text: 1, link: 1, savedAt: 1 })
    .lean()
  if (row === null) return { version: 0, text: '', link: '', savedAt: null }
  const { version, text, link, savedAt } = row
  return { version, text: text ?? '', link: link ?? '', savedAt: savedAt.toISOString() }
}
