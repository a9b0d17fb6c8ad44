'use client'

import { createContext, use } from 'react'
import type { CurriculumKeeper } from './curriculum-keeper'
import type { NearRows } from './near-rows'

interface CurriculumValue {
  courseId: string
  keeper: CurriculumKeeper
  /** Which rows are whole. */
  near: NearRows
  /** False while archived or in review: then it is only shown. */
  isEditable: boolean
  /** The section or module to which something is being added, as the address says it; null for none. */
  adding: string | null
  texts: Readonly<Record<string, string>>
  types: Readonly<Record<string, string>>
  /** Says politely what has happened. */
  announce: (sentence: string) => void
  /** After a removal: what can be undone at once. */
  onRemoved: (removed: Removed) => void
}

/** What was taken out; `moduleId` is the module that a heading stood in. */
export type Removed = { id: string; title: string } & (
  { kind: 'lesson' | 'module' } | { kind: 'section'; moduleId: string }
)

export const CurriculumContext = createContext<CurriculumValue | null>(null)

export function useCurriculumContext(): CurriculumValue {
  const value = use(CurriculumContext)
  if (value === null) throw new Error('A row of a curriculum stands inside <Curriculum>.')
  return value
}

/** A sentence of the catalogue with its names in it. */
export function fill(text: string | undefined, values: Readonly<Record<string, string | number>>): string {
  return (text ?? '').replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))
}
