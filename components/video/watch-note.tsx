import { Icon } from '@/components/ui/icon'
import { WATCHED_PERCENT } from '@/lib/progress/constants'
import type { WatchState } from './use-watching'
import { fill, type PlayerTexts } from './video-texts'

interface WatchNoteProps {
  state: WatchState
  /** Of a film of unknown length nothing can be counted. */
  hasLength: boolean
  texts: PlayerTexts
}

/** How much counts, or why it does not; what changes is said once, not every few seconds. */
export function WatchNote({
  state: { percent, isDone, isCountedElsewhere },
  hasLength,
  texts,
}: WatchNoteProps) {
  if (!hasLength) return null
  const isWatched = isDone && percent >= WATCHED_PERCENT
  return (
    <div className="mt-2 text-sm text-muted">
      {isWatched ? null : (
        <p>
          {fill(texts.watched, { percent })}
          {isDone ? null : ` · ${texts.watchedHint}`}
        </p>
      )}
      <p role="status" className={isWatched || isCountedElsewhere ? 'flex items-center gap-1.5' : undefined}>
        {isWatched ? (
          <>
            <Icon name="circle-check" size="sm" className="text-success" />
            {texts.done}
          </>
        ) : isCountedElsewhere ? (
          <>
            <Icon name="info" size="sm" />
            {texts.countedElsewhere}
          </>
        ) : null}
      </p>
    </div>
  )
}
