'use server'

import { action } from '@/lib/platform/forms/action'
import { retryJob } from './commands'
import { JobReference } from './schema'

export const retryJobAction = action(JobReference, retryJob)
