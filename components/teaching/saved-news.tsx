'use client'

import { useMediaTexts } from '@/components/media/media-texts-provider'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import type { SavedNewsValue } from './use-saved'

/** What became of the last change, said politely. */
export function SavedNews({ news }: { news: SavedNewsValue | null }) {
  const texts = useMediaTexts()
  return (
    <div role="status" className="empty:hidden">
      {news === null ? null : news.isFault ? (
        <Notice
          tone="danger"
          action={
            news.again && (
              <Button size="sm" onClick={news.again}>
                {texts.again}
              </Button>
            )
          }
        >
          {news.text}
        </Notice>
      ) : (
        <p className="text-sm text-muted">{news.text}</p>
      )}
    </div>
  )
}
