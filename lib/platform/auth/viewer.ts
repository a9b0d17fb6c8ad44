import type { UserFields } from '@/models/user'
import { AppError } from '../errors'
import { currentRequest } from '../http/request-context.mjs'

declare const brand: unique symbol
type Branded<T> = T & { readonly [brand]: true }

/** Somebody who is signed in, as the database knows them at this request. */
export type Member = Branded<{
  kind: 'member'
  userId: string
  signInId: string
  role: UserFields['role']
  /** Of an instructor: an admin has approved the account. */
  isApproved: boolean
  /** The mail address is proven. */
  isVerified: boolean
  username: string
  fullName: string
  locale: string
  timeZone: string
  avatarUrl: string | null
}>

export type Visitor = Branded<{ kind: 'visitor'; address: string | null }>

/** The house itself: jobs, seeds and scripts; `reason` says which. */
export type System = Branded<{ kind: 'system'; reason: string }>

/** For whom something is read or done: the first argument of every query and command. */
export type Viewer = Visitor | Member | System

export function visitor(): Visitor {
  return { kind: 'visitor', address: currentRequest()?.address ?? null } as Visitor
}

export function systemViewer(reason: string): System {
  return { kind: 'system', reason } as System
}

/** Only the ground floor makes members, from a sign-in it has just read. */
export function memberOf(facts: Omit<Member, 'kind' | typeof brand>): Member {
  return { kind: 'member', ...facts } as Member
}

export function isMember(viewer: Viewer): viewer is Member {
  return viewer.kind === 'member'
}

export function isAdmin(viewer: Viewer): boolean {
  return viewer.kind === 'member' && viewer.role === 'admin'
}

export function requireMember(viewer: Viewer): Member {
  if (viewer.kind === 'member') return viewer
  throw new AppError('unauthenticated', 'Sign in first.', { reason: 'account.sign_in_first' })
}

/** Writing to others, uploading and publishing need a proven mail address. */
export function requireVerified(viewer: Viewer): Member {
  const member = requireMember(viewer)
  if (member.isVerified) return member
  throw new AppError('forbidden', 'Confirm your mail address first.', { reason: 'account.unverified' })
}

export function requireAdmin(viewer: Viewer): Member {
  const member = requireMember(viewer)
  if (member.role === 'admin') return member
  throw new AppError('forbidden', 'Only an admin may do this.')
}

/** What limits and logs are counted by: the person, else the address. */
export function viewerKey(viewer: Viewer): string {
  if (viewer.kind === 'member') return `user:${viewer.userId}`
  return viewer.kind === 'system' ? `system:${viewer.reason}` : `address:${networkOf(viewer.address)}`
}

/** A household has a whole /64 of IPv6 addresses and may use another for each try, so all of them count as one. */
function networkOf(address: string | null): string {
  if (address === null || !address.includes(':')) return address ?? 'unknown'
  const [left = [], right = []] = address.split('::').map((part) => part.split(':').filter(Boolean))
  const zeros = Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0')
  const groups = [...left, ...zeros, ...right].slice(0, 4)
  return `${groups.map((group) => Number.parseInt(group, 16).toString(16)).join(':')}::/64`
}
