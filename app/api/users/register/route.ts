import { registerOperation } from '@/lib/accounts/api'
import { registerForProgram } from '@/lib/accounts/commands/tokens'
import { deviceOf } from '@/lib/platform/auth/device'
import { route } from '@/lib/platform/http/route'

export const dynamic = 'force-dynamic'

export const POST = route(registerOperation, (viewer, { body, request }) =>
  registerForProgram(viewer, body, { device: deviceOf(request.headers.get('user-agent')) }),
)
