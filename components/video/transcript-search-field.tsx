import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { Input } from '@/components/ui/input'
import { fill, type TranscriptTexts } from './video-texts'

interface TranscriptSearchProps {
  query: string
  onQuery: (query: string) => void
  /** Which hit is looked at, counted from 0. */
  place: number
  count: number
  onPlace: (place: number) => void
  texts: TranscriptTexts
}

/** Enter leads to the next hit, with Shift to the one before; the list of them has no end. */
export function TranscriptSearch({ query, onQuery, place, count, onPlace, texts }: TranscriptSearchProps) {
  const go = (step: number) => count > 0 && onPlace((place + step + count) % count)
  const isAsked = query.trim() !== ''
  return (
    <div role="search" className="flex needs-script flex-wrap items-center gap-2 px-4 pb-3">
      <Input
        type="search"
        aria-label={texts.search}
        placeholder={texts.search}
        value={query}
        onChange={({ target }) => onQuery(target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return
          event.preventDefault()
          go(event.shiftKey ? -1 : 1)
        }}
        className="min-w-40 flex-1"
      />
      <p role="status" className="text-sm text-muted tabular-nums">
        {isAsked ? (count === 0 ? texts.noHits : fill(texts.hits, { place: place + 1, count })) : null}
      </p>
      {isAsked && count > 0 ? (
        <div className="flex">
          <Button size="icon" variant="quiet" aria-label={texts.previous} onClick={() => go(-1)}>
            <Icon name="chevron-up" />
          </Button>
          <Button size="icon" variant="quiet" aria-label={texts.next} onClick={() => go(1)}>
            <Icon name="chevron-down" />
          </Button>
        </div>
      ) : null}
    </div>
  )
}
