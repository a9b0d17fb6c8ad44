import { useTranslations } from '@/i18n/texts'
import { Badge } from '@/components/ui/badge'
import { Link } from '@/i18n/navigation'
import { catalogueAddress } from '@/lib/courses/schema'

/** A course's subjects, each leading to the other courses of it. */
export function CourseTags({ tags, lang }: { tags: readonly string[]; lang: string | undefined }) {
  const t = useTranslations('courses.course')
  if (tags.length === 0) return null
  return (
    <ul aria-label={t('tags')} lang={lang} className="flex flex-wrap gap-2 pt-6">
      {tags.map((tag) => (
        <li key={tag} className="max-w-full">
          <Link
            href={catalogueAddress({ tag: [tag] })}
            prefetch={false}
            className="inline-flex min-h-11 max-w-full items-center pointer-fine:min-h-6"
          >
            <Badge className="max-w-full wrap-anywhere whitespace-normal hover:text-ink">{tag}</Badge>
          </Link>
        </li>
      ))}
    </ul>
  )
}
