import { Notice } from '@/components/ui/notice'

/** What became of the last change, said politely. */
export function SavedNews({ news }: { news: { isFault: boolean; text: string } | null }) {
  return (
    <div role="status" className="empty:hidden">
      {news === null ? null : news.isFault ? (
        <Notice tone="danger">{news.text}</Notice>
      ) : (
        <p className="text-sm text-muted">{news.text}</p>
      )}
    </div>
  )
}
