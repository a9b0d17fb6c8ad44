'use client'

import type { ReactNode } from 'react'
import { Link } from '@/i18n/navigation'

interface NoticeLinkProps {
  id: string
  href: string
  isRead: boolean
  className?: string
  children: ReactNode
}

/** Following it is reading it; without scripts the button beside it says so. */
export function NoticeLink({ id, href, isRead, className, children }: NoticeLinkProps) {
  const read = () => {
    if (!isRead) void import('./bell-store').then(({ readOne }) => readOne(id))
  }
  return (
    <Link href={href} prefetch={false} onClick={read} className={className}>
      {children}
    </Link>
  )
}
