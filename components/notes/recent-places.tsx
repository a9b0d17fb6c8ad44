import { useTranslations } from '@/i18n/texts'
import { TextLink } from '@/components/ui/text-link'
import { lessonsOf, type OutlineModule } from '@/lib/courses/dto'
import type { KeptPlace } from '@/lib/notes/dto'
import type { Page } from '@/lib/platform/db/keyset'
import { KeptPlaces } from './kept-places'

interface RecentPlacesProps {
  course: { slug: string; language: string; outline: OutlineModule[] }
  kept: Page<KeptPlace>
  timeZone: string
}

/** The last notes and bookmarks of a course, and the way to all of them. */
export function RecentPlaces({ course, kept, timeZone }: RecentPlacesProps) {
  const t = useTranslations('notes.list')
  if (kept.items.length === 0) return null
  const titles = new Map(lessonsOf(course.outline).map(({ id, title }) => [id, title]))
  return (
    <section aria-labelledby="kept-title" className="mt-10">
      <div className="mb-3 flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 id="kept-title" className="text-lg">
          {t('title')}
        </h2>
        <TextLink href={`/learn/${course.slug}/notes`} prefetch={false} className="py-2 text-sm">
          {t('all')}
        </TextLink>
      </div>
      <KeptPlaces places={kept.items} course={course} titles={titles} timeZone={timeZone} />
    </section>
  )
}
