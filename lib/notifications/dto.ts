import type { NotificationKind } from './constants'

/** One notification in the reader's language. */
export type NotificationItem = {
  id: string
  kind: NotificationKind
  title: string
  detail: string
  /** A path of the academy, without a locale. */
  href: string
  at: Date
  /** The same in words, in the viewer's zone. */
  when: string
  isRead: boolean
}

/** What the unsubscribe page says. */
export type UnsubscribeState = {
  scope: 'courseUpdate' | 'grade' | 'certificate' | 'digest'
  /** The address with all but its beginning hidden: whoever holds the letter knows it. */
  address: string
  isOff: boolean
}
