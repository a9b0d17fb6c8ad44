'use client'

import { Icon, type IconName } from '@/components/ui/icon'
import { cn } from '@/lib/utils/cn'
import { useAttemptShown } from './attempt-context'
import type { AnswerState as State } from './use-attempt'

const LOOKS: Record<Exclude<State, 'blank'>, { icon: IconName; ink: string }> = {
  saved: { icon: 'circle-check', ink: 'text-success' },
  saving: { icon: 'circle-dot', ink: 'text-muted' },
  waiting: { icon: 'triangle-exclamation-point', ink: 'text-warning' },
  elsewhere: { icon: 'triangle-exclamation-point', ink: 'text-warning' },
  refused: { icon: 'circle-exclamation-point', ink: 'text-danger' },
  incomplete: { icon: 'info', ink: 'text-muted' },
}

/** How far the answer to one question has come. What goes wrong is said aloud, what goes well only shown. */
export function AnswerState({ questionId }: { questionId: string }) {
  const { states, isHydrated, texts } = useAttemptShown()
  const state = states[questionId] ?? 'blank'
  const isTrouble = state === 'waiting' || state === 'elsewhere' || state === 'refused'
  const look = isHydrated && state !== 'blank' ? LOOKS[state] : null
  return (
    <p
      aria-live={isTrouble ? 'polite' : 'off'}
      data-state={state}
      className={cn('mt-3 flex min-h-5 items-center gap-1.5 text-sm', look?.ink)}
    >
      {look === null || state === 'blank' ? null : (
        <>
          <Icon name={look.icon} size="sm" />
          {texts[state]}
        </>
      )}
    </p>
  )
}
