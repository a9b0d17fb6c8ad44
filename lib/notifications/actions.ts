'use server'

import { action } from '@/lib/platform/forms/action'
import { chooseNotifications, resubscribe, unsubscribe } from './commands/choosing'
import { markAllRead, markRead } from './commands/reading'
import { NotificationReference, NotifyChange, ReadAll, Resubscribe, Unsubscribe } from './schema'

export const markReadAction = action(NotificationReference, markRead)
export const markAllReadAction = action(ReadAll, markAllRead)
export const chooseNotificationsAction = action(NotifyChange, chooseNotifications)

/** Comes back to the same page, which then says what is off; what was on goes along for the undo. */
export const unsubscribeAction = action(
  Unsubscribe,
  async (viewer, input) => ({ token: input.token, ...(await unsubscribe(viewer, input)) }),
  { redirectTo: (done) => `/unsubscribe?${new URLSearchParams(done).toString()}` },
)

export const resubscribeAction = action(
  Resubscribe,
  async (viewer, input) => {
    await resubscribe(viewer, input)
    return { token: input.token }
  },
  { redirectTo: (done) => `/unsubscribe?${new URLSearchParams(done).toString()}` },
)
