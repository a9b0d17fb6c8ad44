import { z } from 'zod'
import { defineEvent } from '@/lib/platform/jobs/events'
import { OPEN_ROLES } from './constants'

const userId = z.string()

/** A person has an account now; the address is proven already when a provider vouched for it. */
export const accountRegistered = defineEvent(
  'accounts.registered',
  z.object({ userId, role: z.enum(OPEN_ROLES) }),
)

export const emailVerified = defineEvent('accounts.emailVerified', z.object({ userId }))

/** Somebody asks to teach: at registration, later, or again after a return. */
export const instructorApplied = defineEvent('accounts.instructorApplied', z.object({ userId }))

export const instructorApproved = defineEvent('accounts.instructorApproved', z.object({ userId }))

export const instructorReturned = defineEvent(
  'accounts.instructorReturned',
  z.object({ userId, reason: z.string() }),
)

export const accountSuspended = defineEvent(
  'accounts.suspended',
  z.object({ userId, username: z.string(), reason: z.string() }),
)

export const accountReinstated = defineEvent(
  'accounts.reinstated',
  z.object({ userId, username: z.string() }),
)

/** What others show of a person (name, picture, username) has changed. */
export const profileChanged = defineEvent(
  'accounts.profileChanged',
  z.object({ userId, username: z.string(), formerUsername: z.string().optional() }),
)

/** The account is gone. What other domains hold of the person follows: each erases its own. */
export const accountErased = defineEvent('accounts.erased', z.object({ userId, username: z.string() }))
