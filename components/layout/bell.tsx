'use client'

import { useEffect, useState, type ComponentType, type ReactNode } from 'react'
import { Link } from '@/i18n/navigation'

export interface BellTexts {
  label: string
  /** `{count}` is put in by the browser. */
  unread: string
  title: string
  readAll: string
  all: string
  settings: string
  empty: string
  failed: string
  again: string
  isUnread: string
}

interface BellProps {
  user: string
  texts: BellTexts
  icon: ReactNode
}

interface MenuProps extends BellProps {
  triggerClassName: string
}

export const bellClass =
  'relative grid size-11 shrink-0 cursor-pointer place-items-center rounded-md text-ink transition-colors hover:bg-sunken'

/**
 * A member's bell: a link to their notifications, until the script that counts and listens is here. It travels only to
 * who is signed in, so a visitor's pages carry these few lines and open no stream.
 */
export function Bell(props: BellProps) {
  const [loaded, setLoaded] = useState<{ Menu: ComponentType<MenuProps> } | null>(null)
  useEffect(() => {
    let isGone = false
    import('@/components/notifications/bell-menu').then(
      ({ BellMenu }) => isGone || setLoaded({ Menu: BellMenu }),
      () => undefined,
    )
    return () => {
      isGone = true
    }
  }, [])
  if (loaded) return <loaded.Menu key={props.user} {...props} triggerClassName={bellClass} />
  return (
    <Link href="/notifications" prefetch={false} aria-label={props.texts.label} className={bellClass}>
      {props.icon}
    </Link>
  )
}
