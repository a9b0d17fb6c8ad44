import { decideOnAccountOperation } from '@/lib/accounts/api'
import { decideOnAccount } from '@/lib/accounts/commands/decision'
import { route } from '@/lib/platform/http/route'

export const dynamic = 'force-dynamic'

export const PATCH = route(decideOnAccountOperation, (viewer, { params, body }) =>
  decideOnAccount(viewer, { ...body, userId: params.id }),
)
