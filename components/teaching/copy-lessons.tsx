import { getTranslations } from '@/i18n/texts'
import { Section } from '@/components/layout/section'
import { Button } from '@/components/ui/button'
import { LinkButton } from '@/components/ui/link-button'
import { Select } from '@/components/ui/select'
import type { AuthoredCourse, OwnCourse } from '@/lib/courses/authored-dto'
import { CopyForm } from './copy-form'

interface CopyLessonsProps {
  course: AuthoredCourse
  /** The one to copy from, once it is chosen. */
  source: AuthoredCourse | null
  courses: readonly OwnCourse[]
}

/** Chooses a course, then lessons of it; the address holds the course. */
export async function CopyLessons({ course, source, courses }: CopyLessonsProps) {
  const t = await getTranslations('teaching.copy')
  const lessons =
    source?.modules.flatMap(({ sections }) => sections.flatMap((section) => section.lessons)) ?? []
  return (
    <Section
      title={t('title')}
      lead={t('lead')}
      action={
        <LinkButton href={`/instructor/courses/${course.id}/curriculum`} size="sm">
          {t('back')}
        </LinkButton>
      }
    >
      {courses.length === 0 ? (
        <p className="text-muted">{t('noCourses')}</p>
      ) : (
        <form className="flex max-w-measure flex-wrap items-end gap-3">
          <label className="flex min-w-56 grow flex-col gap-1.5 text-sm font-medium">
            {t('from')}
            <Select
              key={source?.id}
              name="from"
              defaultValue={source?.id}
              options={courses.map(({ id, title }) => ({ value: id, label: title }))}
            />
          </label>
          <Button type="submit">{t('show')}</Button>
        </form>
      )}
      {source === null ? null : lessons.length === 0 ? (
        <p className="mt-6 text-muted">{t('none')}</p>
      ) : course.modules.length === 0 ? (
        <p className="mt-6 text-muted">{t('noModules')}</p>
      ) : (
        <CopyForm
          key={source.id}
          courseId={course.id}
          modules={course.modules.map(({ id, title }) => ({ value: id, label: title }))}
          lessons={lessons.map(({ id, title }) => ({ value: id, label: title }))}
          texts={{ lesson: t('title'), module: t('module'), copy: t('copy'), copied: t('copied') }}
        />
      )}
    </Section>
  )
}
