import { Icon } from '@/components/ui/icon'
import { Link } from '@/i18n/navigation'
import { cn } from '@/lib/utils/cn'

type Neighbour = { href: string; title: string; label: string }

interface LessonNeighboursProps {
  label: string
  lang: string | undefined
  dir?: 'ltr' | 'rtl'
  previous: Neighbour | null
  next: Neighbour | null
}

/** The lessons before and after this one. */
export function LessonNeighbours({ label, lang, dir, previous, next }: LessonNeighboursProps) {
  if (previous === null && next === null) return null
  return (
    <nav aria-label={label} className="mt-10 grid gap-3 sm:grid-cols-2">
      {previous ? (
        <NeighbourLink neighbour={previous} lang={lang} dir={dir} rel="prev" />
      ) : (
        <span className="max-sm:hidden" />
      )}
      {next ? <NeighbourLink neighbour={next} lang={lang} dir={dir} rel="next" /> : null}
    </nav>
  )
}

interface NeighbourLinkProps {
  neighbour: Neighbour
  lang: string | undefined
  dir?: 'ltr' | 'rtl'
  rel: 'prev' | 'next'
}

function NeighbourLink({ neighbour, lang, dir, rel }: NeighbourLinkProps) {
  const isNext = rel === 'next'
  return (
    <Link
      href={neighbour.href}
      rel={rel}
      data-key={isNext ? 'ArrowRight' : 'ArrowLeft'}
      prefetch={false}
      className={cn(
        'flex items-center gap-3 rounded-lg border border-line bg-raised p-4 transition-colors hover:border-line-strong',
        isNext && 'justify-end text-right',
      )}
    >
      {isNext ? null : <Icon name="arrow-left" className="text-muted" />}
      <span className="min-w-0">
        <span className="block text-sm text-muted">{neighbour.label}</span>
        <span lang={lang} dir={dir} className="mt-0.5 block font-medium wrap-anywhere">
          {neighbour.title}
        </span>
      </span>
      {isNext ? <Icon name="arrow-right" className="text-muted" /> : null}
    </Link>
  )
}
