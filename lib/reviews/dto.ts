import type { Types } from 'mongoose'
import type { ReviewFields } from '@/models/review'

/** Null: the account is suspended, so neither name nor picture is shown. */
type Author = { username: string; fullName: string; avatarUrl: string | null } | null
export type Review = {
  id: string
  rating: number
  text: string
  createdAt: Date
  editedAt: Date | null
  helpfulCount: number
  author: Author
  reply: { text: string; repliedAt: Date; by: string | null } | null
}

type PersonRow = { username: string; fullName: string; avatar?: { url: string } | null }
export type ReviewRow = {
  _id: Types.ObjectId
  authorRow?: PersonRow
  replierRow?: Pick<PersonRow, 'fullName'>
} & Pick<ReviewFields, 'rating' | 'text' | 'createdAt' | 'editedAt' | 'helpfulCount' | 'reply'>

export function toReview(row: ReviewRow): Review {
  const { authorRow, reply } = row
  return {
    id: row._id.toHexString(),
    rating: row.rating,
    text: row.text,
    createdAt: row.createdAt,
    editedAt: row.editedAt ?? null,
    helpfulCount: row.helpfulCount,
    author: authorRow
      ? {
          username: authorRow.username,
          fullName: authorRow.fullName,
          avatarUrl: authorRow.avatar?.url ?? null,
        }
      : null,
    reply: reply
      ? { text: reply.text, repliedAt: reply.repliedAt, by: row.replierRow?.fullName ?? null }
      : null,
  }
}
