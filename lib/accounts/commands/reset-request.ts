import 'server-only'
import { type Viewer, viewerKey } from '@/lib/platform/auth/viewer'
import { enqueue } from '@/lib/platform/jobs/enqueue'
import { limit } from '@/lib/platform/http/rate-limit'
import { sendResetLinkJob } from '../jobs'
import type { PasswordResetRequest } from '../schema'

/**
 * Asks for the link to set a new password. Whether the address has an account is looked up later, by a job: neither
 * the answer nor the time it takes tells.
 */
export async function requestPasswordReset(viewer: Viewer, { email }: PasswordResetRequest): Promise<void> {
  await limit('mailAddress', viewerKey(viewer))
  await limit('resetMail', `to:${email}`)
  await enqueue(sendResetLinkJob, { email })
}
