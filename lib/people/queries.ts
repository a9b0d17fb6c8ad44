import 'server-only'
import { usernameKey } from '@/lib/accounts/usernames'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { keysetFilter, keysetSort, type Page, toPage } from '@/lib/platform/db/keyset'
import { notFound } from '@/lib/platform/errors'
import { excerpt } from '@/lib/utils/excerpt'
import { User, type UserFields } from '@/models/user'
import { EXCERPT_CHARACTERS, INSTRUCTORS_PER_PAGE } from './constants'
import type { InstructorCard, PublicProfile } from './dto'

const ACTIVE_INSTRUCTOR = { role: 'instructor', approved: true, active: true } as const
const BY_NAME = [
  { path: 'fullName', direction: 1 },
  { path: '_id', direction: 1 },
] as const

/** A person's public page; a suspended account is not there for anybody. */
export async function getPublicProfile(
  _viewer: Viewer,
  { username }: { username: string },
): Promise<PublicProfile> {
  const user = await User.findOne({ usernameKey: usernameKey(username), active: true })
    .select('username fullName avatar.url role approved profile createdAt')
    .lean()
  if (!user) throw notFound('There is nobody of this name.')
  const { profile } = user
  return {
    userId: user._id.toHexString(),
    username: user.username,
    fullName: user.fullName,
    avatarUrl: user.avatar?.url ?? null,
    bio: profile.bio,
    role: user.role,
    isInstructor: user.role === 'instructor' && user.approved,
    country: profile.country ?? null,
    nativeLanguages: [...profile.nativeLanguages],
    learning: profile.learning.map(({ language, level }) => ({ language, level })),
    teachingLanguages: [...profile.teachingLanguages],
    memberSince: user.createdAt,
  }
}

type InstructorRow = Pick<UserFields, 'username' | 'fullName'> & {
  avatar?: { url: string } | null
  profile: { bio: string; teachingLanguages: string[] }
  courses: { count: number }[]
}

/** Everybody who is approved to teach, by name, with how many published courses each has. */
export async function listInstructors(
  _viewer: Viewer,
  { cursor }: { cursor?: string },
): Promise<Page<InstructorCard>> {
  const rows = await User.aggregate<InstructorRow>([
    { $match: { ...ACTIVE_INSTRUCTOR, ...keysetFilter(BY_NAME, cursor) } },
    { $sort: keysetSort(BY_NAME) },
    { $limit: INSTRUCTORS_PER_PAGE + 1 },
    {
      $project: {
        username: 1,
        fullName: 1,
        'avatar.url': 1,
        'profile.bio': 1,
        'profile.teachingLanguages': 1,
      },
    },
    {
      $lookup: {
        from: 'courses',
        localField: '_id',
        foreignField: 'instructor',
        pipeline: [{ $match: { status: 'published' } }, { $count: 'count' }],
        as: 'courses',
      },
    },
  ])
  return toPage(rows, { limit: INSTRUCTORS_PER_PAGE, sort: BY_NAME, toItem: toCard })
}

function toCard(row: InstructorRow): InstructorCard {
  return {
    username: row.username,
    fullName: row.fullName,
    avatarUrl: row.avatar?.url ?? null,
    excerpt: excerpt(row.profile.bio, EXCERPT_CHARACTERS),
    teachingLanguages: row.profile.teachingLanguages,
    courseCount: row.courses[0]?.count ?? 0,
  }
}

export function countInstructorAddresses(_viewer: Viewer): Promise<number> {
  return User.countDocuments(ACTIVE_INSTRUCTOR)
}

/** For the sitemap: a page of those who teach here, by name. */
export async function listInstructorAddresses(
  _viewer: Viewer,
  { page, size }: { page: number; size: number },
): Promise<{ username: string; changedAt: Date }[]> {
  const rows = await User.find(ACTIVE_INSTRUCTOR)
    .sort(keysetSort(BY_NAME))
    .skip(page * size)
    .limit(size)
    .select('username updatedAt')
    .lean()
  return rows.map(({ username, updatedAt }) => ({ username, changedAt: updatedAt }))
}
