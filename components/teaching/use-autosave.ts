'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useEffectEvent, useState, useSyncExternalStore, type RefObject } from 'react'
import type { z } from 'zod'
import { AT_REST, DraftSaver, type Held } from './draft-saver'

/** The saving of the form in which `place` stands. */
export function useAutosave(
  place: RefObject<HTMLElement | null>,
  {
    held,
    ...options
  }: {
    address: string
    shelf: string
    schema: () => Promise<z.ZodType>
    shapes?: readonly string[]
    isWhole?: boolean
    held: Held
  },
) {
  const router = useRouter()
  const [saver] = useState(() => new DraftSaver({ ...options, refresh: () => router.refresh() }, held))
  const saving = useSyncExternalStore(saver.subscribe, saver.saving, () => AT_REST)
  const follow = useEffectEvent((form: HTMLFormElement) => saver.follow(form, held))
  const meet = useEffectEvent(() => saver.meet(held))
  useEffect(() => {
    const form = place.current?.closest('form')
    return form ? follow(form) : undefined
  }, [place])
  useEffect(() => meet(), [held.version])
  return { ...saving, saver }
}
