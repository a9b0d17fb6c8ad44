'use client'

import { useMemo, useState, useSyncExternalStore } from 'react'
import type { AuthoredCourse } from '@/lib/courses/authored-dto'
import { AddModule } from './add-forms'
import { CurriculumContext, fill, type Removed } from './curriculum-context'
import { ModuleCard } from './module-card'
import { UndoRemoval } from './undo-removal'
import { useCurriculum } from './use-curriculum'
import { useDrops } from './use-drops'

interface CurriculumProps {
  course: AuthoredCourse
  texts: Readonly<Record<string, string>>
  types: Readonly<Record<string, string>>
}

/** The outline of a course, put in order by pointer or by keyboard; each change is saved as it is made. */
export function Curriculum({ course, texts, types }: CurriculumProps) {
  const { modules, keeper } = useCurriculum(course, texts)
  const [news, setNews] = useState('')
  const [removed, setRemoved] = useState<Removed | null>(null)
  const isHydrated = useSyncExternalStore(
    () => () => undefined,
    () => true,
    () => false,
  )
  useDrops({ courseId: course.id, keeper, texts, announce: setNews })
  const isEditable = course.can.edit
  // Hundreds of rows read this; they are rendered anew only where something of it has changed.
  const value = useMemo(
    () => ({
      courseId: course.id,
      keeper,
      isEditable,
      texts,
      types,
      announce: setNews,
      onRemoved: (what: Removed) => {
        setRemoved(what)
        setNews(fill(texts['gone'], { title: what.title }))
      },
    }),
    [course.id, keeper, isEditable, texts, types],
  )
  return (
    <CurriculumContext value={value}>
      <div className="flex flex-col gap-5" data-ready={isHydrated || undefined}>
        {modules.map((each, index) => (
          <ModuleCard key={each.id} outlined={each} index={index} count={modules.length} />
        ))}
        {removed ? <UndoRemoval course={course} removed={removed} /> : null}
        <AddModule />
        <p role="status" className="sr-only">
          {news}
        </p>
      </div>
    </CurriculumContext>
  )
}
