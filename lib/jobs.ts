import { sendResetLinkJob } from '@/lib/accounts/jobs'
import { sweepUploads } from '@/lib/media/jobs'
import { deliverEvent } from '@/lib/platform/jobs/events'
import { deliverMail } from '@/lib/platform/mail/deliver'
import { recountAfterOutlineChange } from '@/lib/progress/jobs'

/** Everything that runs outside a request: every domain's jobs and subscriptions, each listed here and nowhere else. */
export const jobs = [deliverEvent, deliverMail, sendResetLinkJob, sweepUploads, recountAfterOutlineChange]
