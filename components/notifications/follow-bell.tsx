'use client'

import { useEffect } from 'react'
import { useRouter } from 'next/navigation'

/** Renders the page anew when something arrives or is read elsewhere while it is open. */
export function FollowBell({ user }: { user: string }) {
  const router = useRouter()
  useEffect(() => {
    let leave: (() => void) | undefined
    let isGone = false
    import('./bell-store').then(
      ({ readBell, subscribeToBell }) => {
        if (isGone) return
        let known = readBell().unread
        leave = subscribeToBell(user, () => {
          const { unread } = readBell()
          // The first word of the stream says what the page shows already.
          if (known !== null && unread !== known) router.refresh()
          known = unread
        })
      },
      () => undefined,
    )
    return () => {
      isGone = true
      leave?.()
    }
  }, [router, user])
  return null
}
