'use client'

import { createContext, use, type ReactNode } from 'react'
import { Icon } from '@/components/ui/icon'

/** What does not fit: sentence by path, as the server names it (`draft.questions.0.options.1.text`). */
export type Faults = Readonly<Record<string, string>>

const FaultsContext = createContext<{ faults: Faults; place: string }>({ faults: {}, place: '' })

interface FaultsProviderProps {
  faults: Faults
  /** The path of what the fields inside are of. */
  place: 'draft' | 'question'
  children: ReactNode
}

/** Gives the fields inside what the server said of them. */
export function FaultsProvider({ faults, place, children }: FaultsProviderProps) {
  return <FaultsContext value={{ faults, place }}>{children}</FaultsContext>
}

/** The fields inside stand one step further down the path. */
export function FaultPlace({ at, children }: { at: string; children: ReactNode }) {
  const { faults, place } = use(FaultsContext)
  return <FaultsContext value={{ faults, place: `${place}.${at}` }}>{children}</FaultsContext>
}

/** What is wrong with the field of this name at this place, or with one of several values that it holds. */
export function useFault(name: string | undefined): string | undefined {
  const { faults, place } = use(FaultsContext)
  return name === undefined ? undefined : faultsBelow(faults, `${place}.${name}`)[0]
}

/** The sentences of what is wrong at a path and below it. */
export function faultsBelow(faults: Faults, path: string): string[] {
  return Object.entries(faults).flatMap(([each, fault]) =>
    each === path || each.startsWith(`${path}.`) ? [fault] : [],
  )
}

export function FaultText({ id, children }: { id: string; children: string | undefined }) {
  if (children === undefined) return null
  return (
    <p id={id} className="flex items-start gap-1.5 text-sm text-danger">
      <Icon name="circle-exclamation-point" size="sm" className="mt-0.5" />
      <span>{children}</span>
    </p>
  )
}

/** Of a list as a whole, which has no field of its own: it can be gone to. */
export function ListFault({ name }: { name: string }) {
  const { faults, place } = use(FaultsContext)
  const fault = faults[`${place}.${name}`]
  if (fault === undefined) return null
  return (
    <div tabIndex={-1} data-fault="">
      <FaultText id={`fault-${name}`}>{fault}</FaultText>
    </div>
  )
}
