import { signInPorts } from '@/lib/accounts/sign-in-ports'
import { nextAuthHandler } from '@/lib/platform/auth/next-auth'

const handler = nextAuthHandler(signInPorts)

export { handler as GET, handler as POST }
