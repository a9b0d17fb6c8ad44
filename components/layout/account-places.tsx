'use client'

import { useActionState } from 'react'
import { menuRowClass } from '@/components/ui/menu-row-class'
import { Link } from '@/i18n/navigation'
import { signOutAction } from '@/lib/accounts/actions/sign-in'
import { forgetMe, type Me } from './me'

export interface AccountTexts {
  /** What the picture opens. */
  account: string
  dashboard: string
  profile: string
  settings: string
  admin: string
  signOut: string
}

interface AccountPlacesProps {
  viewer: NonNullable<Me['viewer']>
  texts: AccountTexts
}

/** Where a signed-in person's own things are, as rows of a menu or a drawer. */
export function AccountPlaces({ viewer, texts }: AccountPlacesProps) {
  const [, signOut, isPending] = useActionState(signOutAction, null)
  const places = [
    { href: '/dashboard', label: texts.dashboard },
    { href: `/u/${viewer.username}`, label: texts.profile },
    { href: '/settings/profile', label: texts.settings },
    ...(viewer.role === 'admin' ? [{ href: '/admin/instructors', label: texts.admin }] : []),
  ]
  return (
    <>
      {places.map(({ href, label }) => (
        <Link key={href} href={href} prefetch={false} className={menuRowClass}>
          {label}
        </Link>
      ))}
      <form action={signOut} onSubmit={forgetMe}>
        <button type="submit" aria-busy={isPending || undefined} className={menuRowClass}>
          {texts.signOut}
        </button>
      </form>
    </>
  )
}
