'use client'

import { useEffect, useState } from 'react'
import { Link } from '@/i18n/navigation'
import type { CourseLevel } from '@/lib/courses/constants'
import { languageName } from '@/lib/utils/display-names'

type Row = { slug: string; title: string; level: CourseLevel; language: string; hue: number }

interface MyLanguageShelfProps {
  /** So many places are held until the courses are known; all are of one height, so that nothing moves. */
  count: number
  locale: string
  label: string
  levels: Record<CourseLevel, string>
}

/** The reader's own shelf on a page that is the same for everybody; without scripts the languages below lead on. */
export function MyLanguageShelf({ count, locale, label, levels }: MyLanguageShelfProps) {
  const [courses, setCourses] = useState<Row[] | null>(null)

  useEffect(() => {
    const leaving = new AbortController()
    fetch('/api/me/shelf', { cache: 'no-store', signal: leaving.signal })
      .then(async (answer) => (answer.ok ? ((await answer.json()) as { courses: Row[] }).courses : []))
      .then(setCourses, () => setCourses([]))
    return () => leaving.abort()
  }, [])

  return (
    <ul
      aria-label={label}
      aria-busy={courses === null}
      className="mb-5 grid gap-3 sm:grid-cols-2 lg:grid-cols-3 noscript:hidden"
    >
      {Array.from({ length: count }, (_, place) => (
        <li key={place} className="h-24">
          <Place course={courses?.[place]} isKnown={courses !== null} locale={locale} levels={levels} />
        </li>
      ))}
    </ul>
  )
}

interface PlaceProps extends Pick<MyLanguageShelfProps, 'locale' | 'levels'> {
  course: Row | undefined
  isKnown: boolean
}

function Place({ course, isKnown, locale, levels }: PlaceProps) {
  if (course === undefined)
    return isKnown ? null : <span className="block size-full animate-pulse rounded-lg bg-line/70" />
  return (
    <Link
      href={`/courses/${course.slug}`}
      prefetch={false}
      className="flex size-full overflow-hidden rounded-lg border border-line bg-raised transition-colors hover:border-line-strong"
    >
      <span aria-hidden="true" style={{ '--hue': course.hue }} className="tinted w-2 shrink-0" />
      <span className="flex min-w-0 flex-col justify-center gap-1 px-4">
        <span
          lang={course.language}
          dir="auto"
          className="line-clamp-2 leading-snug font-semibold wrap-anywhere"
        >
          {course.title}
        </span>
        <span className="truncate text-xs text-muted">
          {`${languageName(course.language, locale)} · ${levels[course.level]}`}
        </span>
      </span>
    </Link>
  )
}
