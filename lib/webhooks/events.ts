import { z } from 'zod'
import { objectId } from '@/lib/utils/object-id'
import { defineEvent } from '@/lib/platform/jobs/events'
import { DISABLE_CAUSES } from './constants'

/** The house has switched an endpoint off; `host` is what a sentence calls it. */
export const webhookDisabled = defineEvent(
  'webhooks.disabled',
  z.object({ webhookId: objectId, host: z.string(), because: z.enum(DISABLE_CAUSES) }),
)
