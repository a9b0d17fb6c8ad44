import 'server-only'
import { z } from 'zod'
import { defineJob } from '@/lib/platform/jobs/define-job'
import { sendResetLink } from './commands/password'
import { forgetDecider } from './commands/standing'

/** The link of a forgotten password: looked up and mailed after the answer, so that the answer tells nothing. */
export const sendResetLinkJob = defineJob({
  name: 'accounts.sendResetLink',
  payload: z.object({ email: z.string() }),
  run: ({ email }, { viewer }) => sendResetLink(viewer, { email }),
})

/** After an admin's account is erased: the one thing of theirs that stands in the rows of others. */
export const forgetDeciderJob = defineJob({
  name: 'accounts.forgetDecider',
  payload: z.object({ userId: z.string() }),
  run: (payload, { viewer }) => forgetDecider(viewer, payload),
})
