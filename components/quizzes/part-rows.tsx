'use client'

import type { ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { filled } from './taking-texts'
import type { BuilderTexts } from './builder-texts'

interface PartRowsProps<T> {
  parts: readonly T[]
  onChange: (parts: T[]) => void
  least: number
  /** Makes one more; none where there can be no more. */
  make: () => T
  addLabel: string
  texts: BuilderTexts
  /** Two rows may be turned about, where their order means something. */
  isOrdered?: boolean
  children: (part: T, set: (part: T) => void, number: number) => ReactNode
}

/** A list of a question's parts: each with its fields, a way up and a way out. */
export function PartRows<T>(props: PartRowsProps<T>) {
  const { parts, onChange, least, make, addLabel, texts, isOrdered = false, children } = props
  const set = (at: number) => (part: T) => onChange(parts.map((each, index) => (index === at ? part : each)))
  const without = (at: number) => onChange(parts.filter((_part, index) => index !== at))
  const up = (at: number) => {
    const [before, part] = [parts[at - 1], parts[at]]
    if (before === undefined || part === undefined) return
    onChange(parts.map((each, index) => (index === at - 1 ? part : index === at ? before : each)))
  }
  return (
    <div className="flex flex-col gap-3">
      {parts.map((part, at) => (
        <div key={keyOf(part, at)} className="flex items-start gap-2 rounded-md border border-line p-3">
          <div className="grid min-w-0 grow gap-3">{children(part, set(at), at + 1)}</div>
          {isOrdered && at > 0 ? (
            <Button
              variant="quiet"
              size="icon"
              aria-label={filled(texts.up, { number: at + 1 })}
              onClick={() => up(at)}
            >
              <Icon name="arrow-up" size="sm" />
            </Button>
          ) : null}
          {parts.length > least ? (
            <Button
              variant="quiet"
              size="icon"
              aria-label={filled(texts.removePart, { number: at + 1 })}
              onClick={() => without(at)}
            >
              <Icon name="x" size="sm" />
            </Button>
          ) : null}
        </div>
      ))}
      <div>
        <Button size="sm" onClick={() => onChange([...parts, make()])}>
          <Icon name="plus" size="sm" />
          {addLabel}
        </Button>
      </div>
    </div>
  )
}

/** What has an id of its own keeps its fields when it is moved. */
function keyOf(part: unknown, at: number): string {
  return typeof part === 'object' && part !== null && 'id' in part ? String(part.id) : String(at)
}
