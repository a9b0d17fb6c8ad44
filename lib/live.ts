import { liveNotifications } from '@/lib/notifications/live'

/** What open pages hear of without asking: every domain's sources, each listed here and nowhere else. */
export const liveSources = [liveNotifications]
