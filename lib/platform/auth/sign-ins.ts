import { SignIn } from '@/models/sign-in'
import { User } from '@/models/user'
import type { Types } from 'mongoose'
import { now } from '../clock'
import { toObjectId } from '../db/object-id'
import { log } from '../log'
import type { SessionToken } from './token'
import { type PersonRow, toMember, withActivePerson } from './person-row'
import type { Member } from './viewer'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
/** A sign-in ends after thirty days without use, and after half a year in any case. */
const IDLE_DAYS = 30
const LONGEST_DAYS = 180
/** Being seen is written down at most this often: reading a page is otherwise no write. */
const SEEN_MINUTES = 5

export const SIGN_IN_SECONDS = (LONGEST_DAYS * DAY) / 1000

export type Device = { browser?: string; system?: string; type?: string }

/** Through our own pages, or by a program that got its tokens at `POST /api/users/login`. */
type SignInKind = 'web' | 'api'

type NewSignIn = {
  kind?: SignInKind
  /** When the proof was looked at, where that took time: a password that was changed meanwhile proves nothing. */
  provenAt?: Date
  /** Of a program's sign-in. */
  refresh?: { family: string; refreshHash: string }
}

export async function createSignIn(
  userId: string,
  device: Device = {},
  { kind = 'web', provenAt, refresh }: NewSignIn = {},
): Promise<string> {
  const at = now()
  const [signIn] = await SignIn.create([
    {
      user: toObjectId(userId),
      kind,
      device,
      ...refresh,
      provenAt: provenAt ?? at,
      lastSeenAt: at,
      expiresAt: new Date(at.getTime() + IDLE_DAYS * DAY),
    },
  ])
  if (signIn === undefined) throw new Error('The sign-in was not created.')
  return signIn._id.toHexString()
}

/** Ends one sign-in of a person; ending it again changes nothing. True when there was one to end. */
export async function endSignInOf(userId: string, signInId: string): Promise<boolean> {
  const { modifiedCount } = await SignIn.updateOne(
    { _id: toObjectId(signInId), user: toObjectId(userId), endedAt: null },
    { endedAt: now() },
  )
  return modifiedCount === 1
}

/** Ends every sign-in of a person; `keep` is left, and counts as proven now (the password was changed on it). */
export async function endAllSignIns(userId: string, keep?: string): Promise<void> {
  const user = toObjectId(userId)
  const at = now()
  if (keep === undefined) {
    await SignIn.updateMany({ user, endedAt: null }, { endedAt: at })
    return
  }
  const kept = toObjectId(keep)
  await SignIn.updateMany({ user, endedAt: null, _id: { $ne: kept } }, { endedAt: at })
  await SignIn.updateOne({ _id: kept, user, endedAt: null }, { provenAt: at })
}

type Row = { _id: Types.ObjectId; createdAt: Date; provenAt: Date; lastSeenAt: Date; user: PersonRow }

/**
 * The member a sign-in belongs to, in one round trip; undefined when it has ended or run out, when the account is
 * suspended or gone, or when the password was changed elsewhere since.
 */
export async function findMember(token: SessionToken, kind: SignInKind = 'web'): Promise<Member | undefined> {
  const [row] = await SignIn.aggregate<Row>([
    { $match: { _id: toObjectId(token.signInId), kind, endedAt: null, expiresAt: { $gt: now() } } },
    ...withActivePerson(),
    { $project: { createdAt: 1, provenAt: 1, lastSeenAt: 1, user: 1 } },
  ])
  if (row === undefined || row.user._id.toHexString() !== token.userId) return undefined
  const { passwordChangedAt } = row.user
  if (passwordChangedAt != null && row.provenAt < passwordChangedAt) return undefined
  noteSeen(row)
  return toMember(row.user, row._id)
}

/** Written aside, because nobody should wait for it; a loss costs a few minutes of "last seen". */
function noteSeen(row: Row): void {
  const at = now().getTime()
  if (at - row.lastSeenAt.getTime() < SEEN_MINUTES * MINUTE) return
  const expiresAt = new Date(Math.min(at + IDLE_DAYS * DAY, row.createdAt.getTime() + LONGEST_DAYS * DAY))
  const seen = new Date(at)
  Promise.all([
    SignIn.updateOne({ _id: row._id, endedAt: null }, { lastSeenAt: seen, expiresAt }),
    User.updateOne({ _id: row.user._id }, { lastActiveAt: seen }),
  ]).catch((error: unknown) => log.warn({ error }, 'A sign-in could not be noted as seen.'))
}
