import 'server-only'
import type { Listener, LiveMessage, LiveSource } from '@/lib/platform/live/source'
import { countUnread, listNews } from './queries'

/** The bell: how many are unread, and each one as it is written, also by another process. */
export const liveNotifications: LiveSource = {
  collection: 'notifications',
  userOf: (row) => (row['isListed'] === true ? String(row['user']) : null),
  greet: async ({ viewer }) => [await unread(viewer)],
  tell: async ({ viewer, locale }, ids) => {
    const [items, count] = await Promise.all([listNews(viewer, { ids, locale }), unread(viewer)])
    return [count, ...items.map((item) => ({ event: 'notification', id: item.id, data: item }))]
  },
}

async function unread(viewer: Listener['viewer']): Promise<LiveMessage> {
  return { event: 'unread', data: { count: await countUnread(viewer) } }
}
