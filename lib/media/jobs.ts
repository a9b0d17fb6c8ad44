import 'server-only'
import { z } from 'zod'
import { accountErased } from '@/lib/accounts/events'
import { now } from '@/lib/platform/clock'
import { env } from '@/lib/platform/env'
import { defineJob } from '@/lib/platform/jobs/define-job'
import { subscribe } from '@/lib/platform/jobs/events'
import { log } from '@/lib/platform/log'
import { sweepIncoming } from '@/lib/platform/storage/disk'
import { eraseUploads } from './commands/erasing'
import { INTENT_HOURS } from './constants'

/** Deletes what broken-off uploads left on the disk, once nobody may go on with them. */
export const sweepUploads = defineJob({
  name: 'media.sweepUploads',
  payload: z.object({}),
  every: '1 hours',
  run: async () => {
    const before = new Date(now().getTime() - INTENT_HOURS * 3_600_000)
    const swept = await sweepIncoming(`${env().DATA_DIR}/uploads`, before)
    if (swept > 0) log.info({ swept }, 'Deleted the rest of uploads that were never finished.')
  },
})

export const eraseUploadsOfAccount = subscribe(
  accountErased,
  'media.eraseUploadsOfAccount',
  (payload, { viewer }) => eraseUploads(viewer, payload),
)
