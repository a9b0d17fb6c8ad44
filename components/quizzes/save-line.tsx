'use client'

import { Button } from '@/components/ui/button'
import { cn } from '@/lib/utils/cn'
import type { BuilderTexts } from './builder-texts'
import type { Faults } from './faults'
import type { SaveState, WorkSaver } from './work-saver'
import { filled } from './taking-texts'

interface SaveLineProps {
  state: SaveState
  /** Of a refusal that stands in no field; null where there is none. */
  refusal: string | null
  faults: Faults
  saver: Pick<WorkSaver<never>, 'save' | 'keepMine' | 'takeTheirs'>
  onGoTo: (questionAt: number) => void
  texts: BuilderTexts
}

/** How far saving has come, what does not fit and the way to it, and the choice after a conflict. */
export function SaveLine({ state, refusal, faults, saver, onGoTo, texts }: SaveLineProps) {
  const isTrouble = state === 'refused' || state === 'conflict'
  return (
    <div className="sticky top-16 z-10 -mx-2 flex flex-wrap items-center gap-3 bg-surface/95 px-2 py-2">
      <p
        role="status"
        data-save-state={state}
        className={cn('text-sm', isTrouble ? 'text-danger' : 'text-muted')}
      >
        {texts[state]}
      </p>
      {state === 'offline' || state === 'refused' ? (
        <Button size="sm" onClick={() => void saver.save()}>
          {texts.retry}
        </Button>
      ) : null}
      {state === 'conflict' ? (
        <>
          <Button size="sm" variant="primary" onClick={() => void saver.keepMine()}>
            {texts.keepMine}
          </Button>
          <Button size="sm" onClick={saver.takeTheirs}>
            {texts.takeTheirs}
          </Button>
        </>
      ) : null}
      {refusal === null ? null : <p className="w-full text-sm text-danger">{refusal}</p>}
      <FaultList faults={faults} onGoTo={onGoTo} texts={texts} />
    </div>
  )
}

function FaultList({ faults, onGoTo, texts }: Pick<SaveLineProps, 'faults' | 'onGoTo' | 'texts'>) {
  const named = new Map(Object.entries(faults).map(([path, fault]) => [saidOf(path, fault, texts), path]))
  if (named.size === 0) return null
  return (
    <ul className="flex max-h-40 w-full flex-col gap-1 overflow-y-auto text-sm text-danger">
      {[...named].map(([said, path]) => {
        const at = questionAt(path)
        return (
          <li key={said}>
            {at === null ? (
              said
            ) : (
              <button
                type="button"
                className="min-h-11 text-left underline underline-offset-2 pointer-fine:min-h-0"
                onClick={() => onGoTo(at)}
              >
                {said}
              </button>
            )}
          </li>
        )
      })}
    </ul>
  )
}

/** A question that is written by itself is the first. */
function questionAt(path: string): number | null {
  if (path.startsWith('question')) return 0
  const [, at] = /^draft\.questions\.(\d+)/.exec(path) ?? []
  return at === undefined ? null : Number(at)
}

/** What is wrong, with the name of the place it stands in. */
function saidOf(path: string, fault: string, texts: BuilderTexts): string {
  const at = questionAt(path)
  if (path.startsWith('question')) return fault
  if (at !== null) return filled(texts.place, { number: at + 1, fault })
  if (path.startsWith('draft.settings')) return filled(texts.settingsPlace, { fault })
  return path.startsWith('draft.draws') ? filled(texts.drawsPlace, { fault }) : fault
}
