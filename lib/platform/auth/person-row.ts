import type { PipelineStage, Types } from 'mongoose'
import { User, type UserFields } from '@/models/user'
import { memberOf, type Member } from './viewer'

/** What of an account makes a member. */
export type PersonRow = Pick<
  UserFields,
  'username' | 'fullName' | 'role' | 'approved' | 'emailVerifiedAt' | 'passwordChangedAt'
> & {
  _id: Types.ObjectId
  preferences: Pick<NonNullable<UserFields['preferences']>, 'locale' | 'timeZone'>
  avatar?: { url: string } | null
}

/** Puts the account in the place of a row's `user`; a row whose account is suspended or gone falls away. */
export function withActivePerson(): PipelineStage.FacetPipelineStage[] {
  return [
    {
      $lookup: {
        from: User.collection.name,
        localField: 'user',
        foreignField: '_id',
        pipeline: [{ $match: { active: true } }, { $project: SHOWN_OF_USER }],
        as: 'user',
      },
    },
    { $unwind: '$user' },
  ]
}

const SHOWN_OF_USER = {
  username: 1,
  fullName: 1,
  role: 1,
  approved: 1,
  emailVerifiedAt: 1,
  passwordChangedAt: 1,
  'avatar.url': 1,
  'preferences.locale': 1,
  'preferences.timeZone': 1,
}

/** @param shownBy the sign-in or the personal access token by which the person shows who they are */
export function toMember(user: PersonRow, shownBy: Types.ObjectId): Member {
  return memberOf({
    userId: user._id.toHexString(),
    signInId: shownBy.toHexString(),
    role: user.role,
    isApproved: user.approved,
    isVerified: user.emailVerifiedAt != null,
    username: user.username,
    fullName: user.fullName,
    locale: user.preferences.locale,
    timeZone: user.preferences.timeZone,
    avatarUrl: user.avatar?.url ?? null,
  })
}
