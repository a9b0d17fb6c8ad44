'use client'

import type { ReactNode } from 'react'
import { Link } from '@/i18n/navigation'
import { AccountMenu } from './account-menu'
import { AccountPlaces, type AccountTexts } from './account-places'
import { useMe } from './me'

interface ViewerIslandProps {
  texts: AccountTexts
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
export function ViewerIsland({ texts, children, placeholder }: ViewerIslandProps) {
  const me = useMe()
  if (me?.viewer) return <AccountMenu viewer={me.viewer} texts={texts} />
  if (me) return <div className="flex items-center">{children}</div>
  return (
    <>
      <div className="flex items-center in-data-signed-in:hidden">{children}</div>
      <Link
        href="/dashboard"
        prefetch={false}
        aria-label={texts.dashboard}
        className="hidden size-11 place-items-center rounded-full in-data-signed-in:grid"
      >
        {placeholder}
      </Link>
    </>
  )
}

/** The same as rows of a drawer. */
export function ViewerIslandRows({ texts, children }: Omit<ViewerIslandProps, 'placeholder'>) {
  const me = useMe()
  if (me?.viewer) return <AccountPlaces viewer={me.viewer} texts={texts} />
  return <div className={me ? undefined : 'in-data-signed-in:hidden'}>{children}</div>
}
