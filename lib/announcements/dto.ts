import type { Types } from 'mongoose'
import type { AnnouncementFields } from '@/models/announcement'
import type { Audience } from './constants'

export type Announcement = {
  id: string
  title: string
  /** Markdown. */
  body: string
  publishedAt: Date
  editedAt: Date | null
  /** Null once their account is gone. */
  by: { username: string; fullName: string; avatarUrl: string | null } | null
}

/** The same for the teachers of the course. */
export type SentAnnouncement = Announcement & {
  audience: Audience
  standing: string | null
  /** People it was told to so far. */
  toldCount: number
  isDelivered: boolean
  version: number
}

export type AnnouncementRow = { _id: Types.ObjectId } & Pick<
  AnnouncementFields,
  'title' | 'body' | 'publishedAt' | 'audience' | 'toldCount' | 'version'
> & {
    editedAt?: Date | null
    standing?: string | null
    deliveredAt?: Date | null
    people: { username: string; fullName: string; avatar?: { url: string } | null }[]
  }

export function toAnnouncement({
  _id,
  title,
  body,
  publishedAt,
  editedAt,
  people,
}: AnnouncementRow): Announcement {
  const [person] = people
  return {
    id: _id.toHexString(),
    title,
    body,
    publishedAt,
    editedAt: editedAt ?? null,
    by: person
      ? { username: person.username, fullName: person.fullName, avatarUrl: person.avatar?.url ?? null }
      : null,
  }
}

export function toSentAnnouncement(row: AnnouncementRow): SentAnnouncement {
  return {
    ...toAnnouncement(row),
    audience: row.audience,
    standing: row.standing ?? null,
    toldCount: row.toldCount,
    isDelivered: row.deliveredAt != null,
    version: row.version,
  }
}
