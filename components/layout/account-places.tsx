'use client'

import { useActionState } from 'react'
import { menuRowClass } from '@/components/ui/menu-row-class'
import { Link } from '@/i18n/navigation'
import { signOutAction } from '@/lib/accounts/actions/sign-in'
import { cn } from '@/lib/utils/cn'
import { forgetMe, type Me } from './me'

export interface AccountTexts {
  /** What the picture opens. */
  account: string
  dashboard: string
  courses: string
  profile: string
  settings: string
  teaching: string
  admin: string
  signOut: string
}

interface AccountPlacesProps {
  viewer: NonNullable<Me['viewer']>
  texts: AccountTexts
  /** On a phone, where a header has no room for the way to them. */
  hasCourses?: boolean
}

/** Where a signed-in person's own things are, as rows of a menu or a drawer. */
export function AccountPlaces({ viewer, texts, hasCourses = false }: AccountPlacesProps) {
  const [, signOut, isPending] = useActionState(signOutAction, null)
  const places: { href: string; label: string; className?: string }[] = [
    { href: '/dashboard', label: texts.dashboard },
    ...(hasCourses ? [{ href: '/courses', label: texts.courses, className: 'sm:hidden' }] : []),
    { href: `/u/${viewer.username}`, label: texts.profile },
    { href: '/settings/profile', label: texts.settings },
    ...(viewer.role === 'instructor' ? [{ href: '/instructor', label: texts.teaching }] : []),
    ...(viewer.role === 'admin' ? [{ href: '/admin/instructors', label: texts.admin }] : []),
  ]
  return (
    <>
      {places.map(({ href, label, className }) => (
        <Link key={href} href={href} prefetch={false} className={cn(menuRowClass, className)}>
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
