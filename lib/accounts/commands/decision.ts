import 'server-only'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { toObjectId } from '@/lib/platform/db/object-id'
import { inTransaction } from '@/lib/platform/db/transaction'
import { forbidden, notFound } from '@/lib/platform/errors'
import { User } from '@/models/user'
import { ACCOUNT_FIELDS, toAccount, type Account } from '../dto'
import { canSeeApplications } from '../policy'
import type { AccountStanding } from '../schema'
import { approveInstructor, reinstateAccount, returnInstructor, suspendAccount } from './standing'

/**
 * Brings an account to the standing that an admin names, by the same decisions as the pages; what is so already stays as
 * it is, so that a call may be repeated.
 *
 * @throws forbidden, not_found; conflict `account.application_decided` where nobody waits for an approval
 */
export async function decideOnAccount(
  viewer: Viewer,
  { userId, ...wanted }: AccountStanding & { userId: string },
): Promise<Account> {
  if (!canSeeApplications(viewer)) throw forbidden('Only an admin may do this.')
  return inTransaction(async () => {
    const before = await readAccount(userId)
    const reason = wanted.reason ?? ''
    if (wanted.active === true && !before.active) await reinstateAccount(viewer, { userId })
    if (wanted.approved !== undefined && wanted.approved !== before.approved) {
      if (wanted.approved) await approveInstructor(viewer, { userId })
      else await returnInstructor(viewer, { userId, reason })
    }
    if (wanted.active === false && before.active) await suspendAccount(viewer, { userId, reason })
    return readAccount(userId)
  })
}

async function readAccount(userId: string): Promise<Account> {
  const user = await User.findById(toObjectId(userId)).select(ACCOUNT_FIELDS).lean()
  if (!user) throw notFound('There is no such account.')
  return toAccount(user)
}
