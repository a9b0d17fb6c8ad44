'use client'

import type { ReactNode } from 'react'
import { Link } from '@/i18n/navigation'
import { AccountMenu } from './account-menu'
import { AccountPlaces, type AccountTexts } from './account-places'
import { Bell, bellClass, type BellTexts } from './bell'
import { useMe } from './me'

interface ViewerIslandProps {
  texts: AccountTexts
  bell: { texts: BellTexts; icon: ReactNode }
  /** What a visitor is offered. */
  children: ReactNode
  /** Holds a signed-in person's place until they are known; a way on without scripts. */
  placeholder: ReactNode
}

/**
 * The person's corner on a page that is the same for everybody. Until the call for their own things has answered, the
 * mark on <html> (see lib/platform/http/marks.mjs) chooses between the ways in and the place of the picture, so nothing
 * moves and nobody who is signed in is asked to sign in.
 */
export function ViewerIsland({ texts, bell, children, placeholder }: ViewerIslandProps) {
  const me = useMe()
  if (me?.viewer)
    return (
      <>
        <Bell user={me.viewer.username} {...bell} />
        <AccountMenu viewer={me.viewer} texts={texts} />
      </>
    )
  if (me) return <div className="flex items-center">{children}</div>
  return (
    <>
      <div className="flex items-center in-data-signed-in:hidden">{children}</div>
      <div className="hidden items-center in-data-signed-in:flex">
        <Link href="/notifications" prefetch={false} aria-label={bell.texts.label} className={bellClass}>
          {bell.icon}
        </Link>
        <Link
          href="/dashboard"
          prefetch={false}
          aria-label={texts.dashboard}
          className="grid size-11 place-items-center rounded-full"
        >
          {placeholder}
        </Link>
      </div>
    </>
  )
}

/** The same as rows of a drawer. */
export function ViewerIslandRows({ texts, children }: Omit<ViewerIslandProps, 'placeholder' | 'bell'>) {
  const me = useMe()
  if (me?.viewer) return <AccountPlaces viewer={me.viewer} texts={texts} />
  return <div className={me ? undefined : 'in-data-signed-in:hidden'}>{children}</div>
}
