'use client'

import { useRef, useState, type ReactNode } from 'react'
import { flushSync } from 'react-dom'
import { Button } from '@/components/ui/button'
import { Icon, type IconName } from '@/components/ui/icon'
import type { BuilderTexts } from './builder-texts'
import { FaultPlace, ListFault } from './faults'
import { filled } from './taking-texts'

interface PartRowsProps<T> {
  /** Of the list in what is saved. */
  name: string
  parts: readonly T[]
  onChange: (parts: T[]) => void
  least: number
  /** Makes one more; none where there can be no more. */
  make: () => T
  /** What one of them is called, with `{number}`. */
  partLabel: string
  addLabel: string
  texts: BuilderTexts
  /** They may be moved, where their order means something. */
  isOrdered?: boolean
  children: (part: T, set: (part: T) => void, number: number) => ReactNode
}

/** A list of a question's parts: each with its fields, ways up and down, and a way out. */
export function PartRows<T>(props: PartRowsProps<T>) {
  const {
    name,
    parts,
    onChange,
    least,
    make,
    partLabel,
    addLabel,
    texts,
    isOrdered = false,
    children,
  } = props
  const rows = useRef<HTMLDivElement>(null)
  const adder = useRef<HTMLButtonElement>(null)
  const keys = useKeys(parts.length)
  const set = (at: number) => (part: T) => onChange(parts.map((each, index) => (index === at ? part : each)))
  const remove = (at: number) => {
    keys.remove(at)
    onChange(parts.filter((_part, index) => index !== at))
    adder.current?.focus()
  }
  const move = (at: number, to: number) => {
    const part = parts[at]
    if (part === undefined || to < 0 || to >= parts.length) return
    keys.move(at, to)
    onChange(parts.toSpliced(at, 1).toSpliced(to, 0, part))
  }
  const add = () => {
    flushSync(() => onChange([...parts, make()]))
    const field = rows.current?.lastElementChild?.querySelector<HTMLInputElement>('input, textarea')
    field?.focus()
    field?.select()
  }
  return (
    <div className="flex flex-col gap-3">
      <div ref={rows} className="flex flex-col gap-3 empty:hidden">
        {parts.map((part, at) => {
          const label = (text: string) => filled(text, { part: filled(partLabel, { number: at + 1 }) })
          return (
            <div
              key={keys.of(at)}
              className="flex flex-wrap items-start justify-end gap-2 rounded-md border border-line p-3 sm:flex-nowrap"
            >
              <FaultPlace at={`${name}.${at}`}>
                <div className="grid min-w-0 grow gap-3 max-sm:w-full">{children(part, set(at), at + 1)}</div>
              </FaultPlace>
              {isOrdered ? (
                <>
                  <RowButton
                    icon="arrow-up"
                    label={label(texts.partUp)}
                    isOff={at === 0}
                    onClick={() => move(at, at - 1)}
                  />
                  <RowButton
                    icon="arrow-down"
                    label={label(texts.partDown)}
                    isOff={at === parts.length - 1}
                    onClick={() => move(at, at + 1)}
                  />
                </>
              ) : null}
              {parts.length > least ? (
                <RowButton icon="x" label={label(texts.removePart)} onClick={() => remove(at)} />
              ) : null}
            </div>
          )
        })}
      </div>
      <ListFault name={name} />
      <div>
        <Button ref={adder} size="sm" onClick={add}>
          <Icon name="plus" size="sm" />
          {addLabel}
        </Button>
      </div>
    </div>
  )
}

interface RowButtonProps {
  icon: IconName
  label: string
  /** It stays in reach of the keyboard: who moves a row to the end of its way stays where they are. */
  isOff?: boolean
  onClick: () => void
}

function RowButton({ icon, label, isOff = false, onClick }: RowButtonProps) {
  return (
    <Button
      variant="quiet"
      size="icon"
      aria-label={label}
      aria-disabled={isOff || undefined}
      onClick={isOff ? undefined : onClick}
    >
      <Icon name={icon} size="sm" />
    </Button>
  )
}

/** Names for rows whose parts have none: their fields hold what was typed, so a row keeps its own when others go. */
function useKeys(count: number) {
  const [keys, setKeys] = useState<readonly number[]>([])
  const next = Math.max(-1, ...keys) + 1
  const whole = [
    ...keys.slice(0, count),
    ...Array.from({ length: Math.max(0, count - keys.length) }, (_none, at) => next + at),
  ]
  return {
    of: (at: number) => whole[at] ?? at,
    remove: (at: number) => setKeys(whole.toSpliced(at, 1)),
    move: (at: number, to: number) => setKeys(whole.toSpliced(at, 1).toSpliced(to, 0, whole[at] ?? at)),
  }
}
