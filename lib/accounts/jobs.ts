import 'server-only'
import { z } from 'zod'
import { defineJob } from '@/lib/platform/jobs/define-job'
import { sendResetLink } from './commands/password'

/** The link of a forgotten password: looked up and mailed after the answer, so that the answer tells nothing. */
export const sendResetLinkJob = defineJob({
  name: 'accounts.sendResetLink',
  payload: z.object({ email: z.string() }),
  run: ({ email }, { viewer }) => sendResetLink(viewer, { email }),
})
