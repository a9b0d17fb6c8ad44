import 'server-only'
import { getViewer } from '@/lib/platform/auth/session'
import type { AuthPorts } from '@/lib/platform/auth/next-auth'
import { endSignInOf } from '@/lib/platform/auth/sign-ins'
import { isMember, visitor } from '@/lib/platform/auth/viewer'
import { AppError } from '@/lib/platform/errors'
import { welcomeIdentity } from './commands/identities'
import { authenticate } from './commands/sign-in'
import { safeNextPath } from './next-path'
import { writeTicket } from './ticket'

/** What NextAuth is told by the accounts. */
export const signInPorts: AuthPorts = {
  authenticate: async (given) => {
    try {
      return await authenticate(visitor(), given)
    } catch (error) {
      if (error instanceof AppError) return null
      throw error
    }
  },
  welcome: async (identity, next) => {
    const viewer = await getViewer()
    try {
      const welcome = await welcomeIdentity(viewer, identity)
      if (welcome.kind === 'register') {
        await writeTicket(welcome)
        return { redirectTo: `/register?with=provider${next ? `&next=${encodeURIComponent(next)}` : ''}` }
      }
      if (isMember(viewer)) await endSignInOf(viewer.userId, viewer.signInId)
      return { userId: welcome.userId }
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      const page = isMember(viewer) ? '/settings/security' : '/login'
      return { redirectTo: `${page}?error=${encodeURIComponent(error.reason ?? error.code)}` }
    }
  },
  safePath: safeNextPath,
}
