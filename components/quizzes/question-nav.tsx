'use client'

import { VisuallyHidden } from '@/components/ui/visually-hidden'
import { cn } from '@/lib/utils/cn'
import { useAttemptShown } from './attempt-context'
import { filled } from './taking-texts'

/** The questions by number, each with whether it has an answer. */
export function QuestionNav({ ids }: { ids: readonly string[] }) {
  const { states, texts } = useAttemptShown()
  return (
    <nav aria-label={texts.questions} className="mt-5">
      <ol className="flex flex-wrap gap-1.5">
        {ids.map((id, index) => {
          const isAnswered = (states[id] ?? 'blank') !== 'blank'
          return (
            <li key={id}>
              <a
                href={`#question-${index + 1}`}
                className={cn(
                  'grid size-11 place-items-center rounded-md border text-sm tabular-nums pointer-fine:size-9',
                  isAnswered
                    ? 'border-accent bg-accent-soft font-semibold text-accent'
                    : 'border-line-strong bg-raised hover:bg-sunken',
                )}
              >
                <VisuallyHidden>{filled(texts.question, { number: index + 1 })}</VisuallyHidden>
                <span aria-hidden="true">{index + 1}</span>
                <VisuallyHidden>{isAnswered ? texts.answered : texts.unanswered}</VisuallyHidden>
              </a>
            </li>
          )
        })}
      </ol>
    </nav>
  )
}
