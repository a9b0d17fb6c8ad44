import 'server-only'
import { endAllSignIns, endSignInOf } from '@/lib/platform/auth/sign-ins'
import { requireMember, type Viewer } from '@/lib/platform/auth/viewer'
import { AppError } from '@/lib/platform/errors'
import type { Nothing, SignInReference } from '../schema'

/** Ends one of one's own sign-ins, on whatever device it is. */
export async function endOwnSignIn(
  viewer: Viewer,
  { signInId }: SignInReference,
): Promise<{ isCurrent: boolean }> {
  const member = requireMember(viewer)
  const isEnded = await endSignInOf(member.userId, signInId)
  if (!isEnded) throw new AppError('not_found', 'This sign-in has ended already.')
  return { isCurrent: signInId === member.signInId }
}

/** Ends every sign-in but the one this is asked from. */
export async function endOtherSignIns(viewer: Viewer, _input: Nothing): Promise<void> {
  const member = requireMember(viewer)
  await endAllSignIns(member.userId, member.signInId)
}
