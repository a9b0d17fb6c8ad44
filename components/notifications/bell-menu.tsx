'use client'

import { useEffect, useState, useSyncExternalStore, type ReactNode } from 'react'
import type { BellTexts } from '@/components/layout/bell'
import { Button } from '@/components/ui/button'
import { DisclosureMenu } from '@/components/ui/disclosure-menu'
import { textLinkClass } from '@/components/ui/text-link'
import { showToast } from '@/components/ui/toast-store'
import { Link } from '@/i18n/navigation'
import { UNREAD_MAX } from '@/lib/notifications/constants'
import {
  fetchNewest,
  readAll,
  readBell,
  readNoBell,
  readOne,
  subscribeToBell,
  type SentItem,
} from './bell-store'

interface BellMenuProps {
  user: string
  texts: BellTexts
  icon: ReactNode
  triggerClassName: string
}

/** The bell once its script is here: how many are unread, and the newest under it. */
export function BellMenu({ user, texts, icon, triggerClassName }: BellMenuProps) {
  const [subscribe] = useState(() => (listener: () => void) => subscribeToBell(user, listener))
  const { unread, turn } = useSyncExternalStore(subscribe, readBell, readNoBell)
  const [isOpen, setIsOpen] = useState(false)
  const count =
    unread === null || unread === 0 ? null : unread > UNREAD_MAX ? `${UNREAD_MAX}+` : String(unread)
  return (
    <DisclosureMenu
      label={count === null ? texts.label : texts.unread.replace('{count}', count)}
      trigger={
        <>
          {icon}
          {count === null ? null : (
            <span
              aria-hidden="true"
              className="absolute top-1 left-1/2 grid h-4.5 min-w-4.5 place-items-center rounded-full bg-accent px-1 text-xs font-semibold text-on-accent tabular-nums"
            >
              {count}
            </span>
          )}
        </>
      }
      triggerClassName={triggerClassName}
      className="w-96 p-0! max-sm:fixed max-sm:inset-x-2 max-sm:w-auto"
      onToggle={setIsOpen}
    >
      {isOpen ? <Newest texts={texts} turn={turn} unread={unread} /> : null}
    </DisclosureMenu>
  )
}

interface NewestProps {
  texts: BellTexts
  turn: number
  unread: number | null
}

function Newest({ texts, turn, unread }: NewestProps) {
  const { items, hasFailed, again, setItems } = useNewest(turn)
  const hasUnread = items?.some(({ isRead }) => !isRead) || (unread !== null && unread > 0)
  const markAll = async () => {
    const [newest] = items ?? []
    if (newest === undefined) return
    setItems(items?.map((item) => ({ ...item, isRead: true })) ?? null)
    if (await readAll(newest.at)) return
    setItems(items)
    showToast(texts.failed, 'danger')
  }
  return (
    <div className="flex max-h-[min(34rem,calc(100dvh-5rem))] flex-col">
      <div className="flex min-h-14 items-center justify-between gap-2 border-b border-line py-1 pr-2 pl-4">
        <p className="font-semibold">{texts.title}</p>
        {items && items.length > 0 && hasUnread ? (
          <Button variant="quiet" size="sm" onClick={() => void markAll()}>
            {texts.readAll}
          </Button>
        ) : null}
      </div>
      <div
        className="min-h-40 grow overflow-y-auto overscroll-contain"
        aria-busy={items === null && !hasFailed}
      >
        {hasFailed ? (
          <div className="px-4 py-6 text-sm">
            <p role="alert">{texts.failed}</p>
            <Button size="sm" className="mt-3" onClick={again}>
              {texts.again}
            </Button>
          </div>
        ) : null}
        {items?.length === 0 ? (
          <p className="px-4 py-8 text-center text-sm text-muted">{texts.empty}</p>
        ) : null}
        <ul className="divide-y divide-line">
          {items?.map((item) => (
            <li key={item.id}>
              <Newsline item={item} isUnread={texts.isUnread} />
            </li>
          ))}
        </ul>
      </div>
      <div className="flex min-h-12 items-center justify-between gap-4 border-t border-line px-4 text-sm">
        <Link href="/notifications" prefetch={false} className={`${textLinkClass} py-3`}>
          {texts.all}
        </Link>
        <Link href="/settings/notifications" prefetch={false} className={`${textLinkClass} py-3`}>
          {texts.settings}
        </Link>
      </div>
    </div>
  )
}

function Newsline({ item, isUnread }: { item: SentItem; isUnread: string }) {
  return (
    <Link
      href={item.href}
      prefetch={false}
      onClick={() => (item.isRead ? undefined : readOne(item.id))}
      className="relative block py-3 pr-4 pl-8 text-sm transition-colors hover:bg-sunken focus-visible:-outline-offset-2"
    >
      {item.isRead ? null : (
        <span className="absolute top-5 left-3.5 size-2 rounded-full bg-accent">
          <span className="sr-only">{isUnread}</span>
        </span>
      )}
      <span className={`block wrap-anywhere ${item.isRead ? '' : 'font-medium'}`}>{item.title}</span>
      <span className="mt-0.5 line-clamp-2 wrap-anywhere text-muted">{item.detail}</span>
      <time dateTime={item.at} className="mt-1 block text-xs text-muted tabular-nums">
        {item.when}
      </time>
    </Link>
  )
}

/** Asked when the panel opens and whenever something has changed since. */
function useNewest(turn: number) {
  const [items, setItems] = useState<SentItem[] | null>(null)
  const [hasFailed, setHasFailed] = useState(false)
  const [attempt, setAttempt] = useState(0)
  useEffect(() => {
    let isLate = false
    fetchNewest().then(
      (newest) => {
        if (isLate) return
        setItems(newest)
        setHasFailed(false)
      },
      () => isLate || setHasFailed(true),
    )
    return () => {
      isLate = true
    }
  }, [turn, attempt])
  return { items, setItems, hasFailed, again: () => setAttempt(attempt + 1) }
}
