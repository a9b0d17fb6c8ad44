'use client'

import { Badge } from '@/components/ui/badge'
import { Link } from '@/i18n/navigation'
import type { LessonType } from '@/lib/courses/constants'
import type { LessonState } from './lesson-state'

/** What a row shows. What most rows share is left out of them: it travels with the page for each of hundreds. */
export type OutlineRow = {
  id: string
  title: string
  type: LessonType
  /** Kind, length, and what opens it. */
  details: string
  /** Where it is not simply open: how it stands, and the word for it. */
  state?: Exclude<LessonState, 'open'>
  stateName?: string
  /** The word for a lesson that came after its learner. */
  newName?: string
  /** Where it does not lead to the lesson itself. */
  leadsTo?: 'preview' | 'nowhere'
}

/** Who hears a row hears words with spaces between them, whatever the style sheet makes of their boxes. */
const SPACE = ' '

interface OutlineRowsProps {
  rows: readonly OutlineRow[]
  slug: string
  place: 'side' | 'page'
  currentId: string | null
  /** Of the course, where it is not the page's. */
  lang: string | undefined
  dir: 'ltr' | 'rtl' | undefined
}

/**
 * The lessons under one heading. Rendered by the browser's half of the tree, because the server's would send each row twice:
 * as markup, and as the description of that markup. Their pictures are drawn by `.outline-rows` in globals.css.
 */
export function OutlineRows({ rows, slug, place, currentId, lang, dir }: OutlineRowsProps) {
  return (
    <ul className="outline-rows" data-place={place}>
      {rows.map((row) => (
        <li key={row.id} data-type={row.type} data-stands={row.state}>
          <Row row={row} slug={slug} isCurrent={row.id === currentId}>
            {row.stateName === undefined ? null : <span className="sr-only">{`${row.stateName}:`}</span>}
            {SPACE}
            <span lang={lang} dir={dir}>
              {row.title}
            </span>
            {SPACE}
            <small>{row.details}</small>
            {SPACE}
            {row.newName === undefined ? null : (
              <span className="row-new">
                <Badge tone="accent">{row.newName}</Badge>
              </span>
            )}
          </Row>
        </li>
      ))}
    </ul>
  )
}

interface RowProps {
  row: OutlineRow
  slug: string
  isCurrent: boolean
  children: React.ReactNode
}

function Row({ row: { id, leadsTo }, slug, isCurrent, children }: RowProps) {
  if (leadsTo === 'nowhere') return <div>{children}</div>
  return (
    <Link
      href={leadsTo === 'preview' ? `/courses/${slug}/preview/${id}` : `/learn/${slug}/${id}`}
      prefetch={false}
      // Which lesson it is, stays true only until another is opened: `OutlineFollower` keeps it so.
      aria-current={isCurrent ? 'page' : undefined}
    >
      {children}
    </Link>
  )
}
