import 'server-only'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { toObjectId } from '@/lib/platform/db/object-id'
import { inTransaction } from '@/lib/platform/db/transaction'
import { User } from '@/models/user'
import { choicesOf } from '../choices'
import { MAILED_KINDS, type MailChoice, type MailedKind } from '../constants'
import { whoseNotifications } from '../policy'
import type { NotifyChange, Resubscribe, Unsubscribe } from '../schema'
import { openUnsubscribeToken } from '../unsubscribe-token'

/** What the viewer wants to hear of from now on, and how. */
export async function chooseNotifications(viewer: Viewer, input: NotifyChange): Promise<NotifyChange> {
  await User.updateOne(
    { _id: toObjectId(whoseNotifications(viewer)) },
    { $set: { 'preferences.notify': input } },
  )
  return input
}

export type SwitchedOff = { [K in MailedKind]?: 'now' | 'daily' }

/**
 * Stops the letters that the link of one is about; the link is the right to it, so nobody need be signed in. Answers what
 * was switched off and how it was before, for the undo. Said twice, or for an account that is gone, it changes nothing.
 */
export async function unsubscribe(_viewer: Viewer, { token }: Unsubscribe): Promise<SwitchedOff> {
  const { userId, scope } = openUnsubscribeToken(token)
  return inTransaction(async () => {
    const choices = await readChoices(userId)
    if (choices === null) return {}
    const stopped = MAILED_KINDS.flatMap((kind) => {
      const before = choices[kind].mail
      const isMeant = scope === 'digest' ? before === 'daily' : kind === scope
      return isMeant && (before === 'now' || before === 'daily') ? [[kind, before] as const] : []
    })
    await writeMail(userId, Object.fromEntries(stopped.map(([kind]) => [kind, 'off' as const])))
    return Object.fromEntries(stopped)
  })
}

/** Takes that back, for what the link had switched off and nothing else. */
export async function resubscribe(_viewer: Viewer, { token, ...before }: Resubscribe): Promise<SwitchedOff> {
  const { userId, scope } = openUnsubscribeToken(token)
  const meant = MAILED_KINDS.filter((kind) => scope === 'digest' || kind === scope)
  return inTransaction(async () => {
    const choices = await readChoices(userId)
    if (choices === null) return {}
    const off = meant.filter((kind) => choices[kind].mail === 'off')
    const restored = off.flatMap((kind) => {
      const mail = before[kind]
      return mail === undefined ? [] : [[kind, mail] as const]
    })
    await writeMail(userId, Object.fromEntries(restored))
    return Object.fromEntries(restored)
  })
}

async function readChoices(userId: string) {
  const user = await User.findById(toObjectId(userId)).select('preferences.notify').lean()
  return user === null ? null : choicesOf(user.preferences.notify)
}

async function writeMail(userId: string, mails: { [K in MailedKind]?: MailChoice }): Promise<void> {
  const fields = Object.entries(mails).map(([kind, mail]) => [`preferences.notify.${kind}.mail`, mail])
  if (fields.length === 0) return
  await User.updateOne({ _id: toObjectId(userId) }, { $set: Object.fromEntries(fields) })
}
