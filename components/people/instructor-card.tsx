import { getLocale, getTranslations } from '@/i18n/texts'
import { Link } from '@/i18n/navigation'
import { Avatar } from '@/components/ui/avatar'
import { Card } from '@/components/ui/card'
import type { InstructorCard as Instructor } from '@/lib/people/dto'
import { languageName } from '@/lib/utils/display-names'

/** Introduces one instructor in a list; the whole card leads to their page. */
export async function InstructorCard({ instructor }: { instructor: Instructor }) {
  const [t, locale] = await Promise.all([getTranslations('people.instructors'), getLocale()])
  const languages = instructor.teachingLanguages.map((code) => languageName(code, locale))
  return (
    <Card isInteractive className="flex h-full flex-col gap-4">
      <div className="flex items-center gap-4">
        <Avatar name={instructor.fullName} imageUrl={instructor.avatarUrl} size="lg" />
        <div className="min-w-0">
          <h2 className="text-lg wrap-anywhere">
            <Link href={`/u/${instructor.username}`} className="after:absolute after:inset-0">
              {instructor.fullName}
            </Link>
          </h2>
          <p className="mt-0.5 text-sm text-muted">{t('courses', { count: instructor.courseCount })}</p>
        </div>
      </div>
      {instructor.excerpt ? <p className="text-muted">{instructor.excerpt}</p> : null}
      {languages.length > 0 ? (
        <p className="mt-auto text-sm text-muted">
          {t('teachesIn', { languages: new Intl.ListFormat(locale).format(languages) })}
        </p>
      ) : null}
    </Card>
  )
}
