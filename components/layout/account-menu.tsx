'use client'

import { Avatar } from '@/components/ui/avatar'
import { DisclosureMenu } from '@/components/ui/disclosure-menu'
import { AccountPlaces, type AccountTexts } from './account-places'
import type { Me } from './me'

interface AccountMenuProps {
  viewer: NonNullable<Me['viewer']>
  texts: AccountTexts
}

export function AccountMenu({ viewer, texts }: AccountMenuProps) {
  return (
    <DisclosureMenu
      label={texts.account}
      triggerClassName="grid size-11 cursor-pointer place-items-center rounded-full"
      trigger={<Avatar name={viewer.fullName} imageUrl={viewer.avatarUrl} size="sm" />}
    >
      <p className="max-w-64 px-3 pt-2 pb-1 text-sm font-medium wrap-anywhere">{viewer.fullName}</p>
      <p className="max-w-64 border-b border-line px-3 pb-2 text-xs wrap-anywhere text-muted">{`@${viewer.username}`}</p>
      <div className="pt-1.5">
        <AccountPlaces viewer={viewer} texts={texts} hasCourses />
      </div>
    </DisclosureMenu>
  )
}
