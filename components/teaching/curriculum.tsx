'use client'

import { useMemo, useState, useSyncExternalStore } from 'react'
import type { AuthoredCourse } from '@/lib/courses/authored-dto'
import { AddModule } from './add-forms'
import { CurriculumContext, fill, type Removed } from './curriculum-context'
import { ModuleCard } from './module-card'
import { NearRows } from './near-rows'
import { UndoRemoval } from './undo-removal'
import { useCurriculum } from './use-curriculum'
import { useDrops } from './use-drops'

/** What the outline is made of: a course's details would travel to the browser for nothing. */
type OutlinedCourse = Pick<AuthoredCourse, 'id' | 'version' | 'orderEdit' | 'modules' | 'removed' | 'can'>

interface CurriculumProps {
  course: OutlinedCourse
  texts: Readonly<Record<string, string>>
  types: Readonly<Record<string, string>>
  /** The section or module whose form is open from the start. */
  adding: string | null
}

/** The outline of a course, put in order by pointer or by keyboard; each change is saved as it is made. */
export function Curriculum({ course, texts, types, adding }: CurriculumProps) {
  const { modules, keeper } = useCurriculum(course, texts)
  const [near] = useState(() => new NearRows(course.modules))
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
      near,
      isEditable,
      adding,
      texts,
      types,
      announce: setNews,
      onRemoved: (what: Removed) => {
        setRemoved(what)
        setNews(fill(texts['gone'], { title: what.title }))
      },
    }),
    [course.id, keeper, near, isEditable, adding, texts, types],
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
