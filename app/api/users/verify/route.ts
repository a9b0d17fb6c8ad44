import { verifyEmailOperation } from '@/lib/accounts/api'
import { verifyEmail } from '@/lib/accounts/commands/verification'
import { route } from '@/lib/platform/http/route'

export const dynamic = 'force-dynamic'

export const POST = route(verifyEmailOperation, async (viewer, { body }) => {
  await verifyEmail(viewer, { ...body, next: undefined })
})
