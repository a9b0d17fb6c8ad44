import type { ReactNode } from 'react'
import { useLocale, useTranslations } from '@/i18n/texts'
import { ActionButton } from '@/components/forms/action-button'
import { Icon } from '@/components/ui/icon'
import { Link } from '@/i18n/navigation'
import { deleteNoteAction, setBookmarkAction } from '@/lib/notes/actions'
import type { KeptPlace } from '@/lib/notes/dto'
import { formatDay } from '@/lib/utils/dates'
import { languageOf } from '@/lib/utils/languages'
import { formatTimecode } from '@/lib/utils/timecode'

interface KeptPlacesProps {
  places: readonly KeptPlace[]
  course: { slug: string; language: string }
  /** Of the lessons that are still in the course. */
  titles: ReadonlyMap<string, string>
  timeZone: string
  /** On a page of their own, notes are deleted and bookmarks removed as well. */
  isEditable?: boolean
}

/** Notes and bookmarks of a course; each leads to its lesson and second. */
export function KeptPlaces({ places, course, titles, timeZone, isEditable = false }: KeptPlacesProps) {
  const t = useTranslations('notes.list')
  const locale = useLocale()
  return (
    <ul className="divide-y divide-line overflow-hidden rounded-lg border border-line bg-raised">
      {places.map((place) => {
        const title = titles.get(place.lessonId)
        const second = place.atSecond === null ? null : formatTimecode(place.atSecond)
        return (
          <li key={place.id} className="flex items-start gap-3 px-4 py-3.5 sm:px-5">
            <Icon
              name={place.text === null ? 'bookmark' : 'notebook-pen'}
              size="sm"
              className="mt-1 text-muted"
            />
            <div className="min-w-0 grow">
              <p className="flex flex-wrap items-baseline gap-x-2 text-sm">
                {title === undefined ? (
                  <span className="text-muted">{t('goneLesson')}</span>
                ) : (
                  <PlaceLink place={place} slug={course.slug}>
                    <span {...languageOf(course.language, locale)}>{title}</span>
                    {second === null ? null : <span className="tabular-nums">{` · ${second}`}</span>}
                  </PlaceLink>
                )}
                <span className="text-xs text-muted">
                  {place.text === null ? `${t('bookmark')} · ` : null}
                  {formatDay(place.keptAt, { locale, timeZone })}
                </span>
              </p>
              {place.text === null ? null : (
                <p
                  dir="auto"
                  className={
                    isEditable
                      ? 'mt-1 wrap-anywhere whitespace-pre-wrap'
                      : 'mt-1 line-clamp-3 wrap-anywhere whitespace-pre-line'
                  }
                >
                  {place.text}
                </p>
              )}
            </div>
            {isEditable ? (
              <div className="-my-2 -me-2">
                <RemovePlace place={place} />
              </div>
            ) : null}
          </li>
        )
      })}
    </ul>
  )
}

interface PlaceLinkProps {
  place: KeptPlace
  slug: string
  children: ReactNode
}

function PlaceLink({ place, slug, children }: PlaceLinkProps) {
  const at = place.atSecond === null ? '' : `?t=${place.atSecond}`
  return (
    <Link
      href={`/learn/${slug}/${place.lessonId}${at}`}
      prefetch={false}
      className="font-medium wrap-anywhere text-accent hover:underline"
    >
      {children}
    </Link>
  )
}

function RemovePlace({ place }: { place: KeptPlace }) {
  const t = useTranslations('notes.list')
  if (place.text === null) {
    const { lessonId, atSecond } = place
    return (
      <ActionButton
        action={setBookmarkAction}
        fields={{ lessonId, atSecond: atSecond === null ? '' : String(atSecond), isSet: 'false' }}
        label={t('remove')}
        variant="quiet"
        size="icon"
      >
        <Icon name="x" size="sm" />
      </ActionButton>
    )
  }
  return (
    <ActionButton
      action={deleteNoteAction}
      fields={{ noteId: place.id }}
      label={t('delete')}
      variant="quiet"
      size="icon"
      confirm={{
        title: t('deleteTitle'),
        description: t('deleteText'),
        confirmLabel: t('delete'),
        isDestructive: true,
      }}
    >
      <Icon name="trash" size="sm" />
    </ActionButton>
  )
}
