'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'

const PAUSE_MILLISECONDS = 2_000

/** Shows the page anew every two seconds for as long as it stands there: what is under way comes to its end by itself. */
export function PageRefresh() {
  const router = useRouter()
  useEffect(() => {
    const timer = setInterval(() => router.refresh(), PAUSE_MILLISECONDS)
    return () => clearInterval(timer)
  }, [router])
  return null
}
