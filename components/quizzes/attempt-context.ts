import { createContext, use } from 'react'
import type { AnswerStates } from './use-attempt'
import type { TakingTexts } from './taking-texts'

export type AttemptShown = { states: AnswerStates; isHydrated: boolean; texts: TakingTexts }

export const AttemptContext = createContext<AttemptShown | null>(null)

export function useAttemptShown(): AttemptShown {
  const shown = use(AttemptContext)
  if (shown === null) throw new Error('There is no attempt around this.')
  return shown
}
