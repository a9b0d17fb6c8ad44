import { logInOperation } from '@/lib/accounts/api'
import { signInForProgram } from '@/lib/accounts/commands/tokens'
import { deviceOf } from '@/lib/platform/auth/device'
import { route } from '@/lib/platform/http/route'

export const dynamic = 'force-dynamic'

export const POST = route(logInOperation, (viewer, { body, request }) =>
  signInForProgram(viewer, body, { device: deviceOf(request.headers.get('user-agent')) }),
)
