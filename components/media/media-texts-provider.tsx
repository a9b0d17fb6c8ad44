'use client'

import { createContext, use, type ReactNode } from 'react'
import type { Messages } from '@/i18n/messages'

/** The words of sending; `{…}` in them are filled in where they are shown. */
export type MediaTextsValue = Messages['media'] & {
  locale: string
  /** Reason → sentence, for what the server may refuse. */
  errors: Readonly<Record<string, string>>
}

const MediaTextsContext = createContext<MediaTextsValue | null>(null)

export function MediaTextsProvider({ texts, children }: { texts: MediaTextsValue; children: ReactNode }) {
  return <MediaTextsContext value={texts}>{children}</MediaTextsContext>
}

export function useMediaTexts(): MediaTextsValue {
  const texts = use(MediaTextsContext)
  if (texts === null)
    throw new Error('What sends files stands inside <MediaTexts>, which gives it its words.')
  return texts
}

/** A sentence with its names filled in. */
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))
}

/** What a refusal means to who sees it. */
export function sentenceOf(texts: MediaTextsValue, reason: string): string {
  if (reason === 'unreachable') return texts.unreachable
  return (Object.hasOwn(texts.errors, reason) ? texts.errors[reason] : undefined) ?? texts.unexpected
}
