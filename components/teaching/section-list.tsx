'use client'

import { dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'
import { useEffect, useRef } from 'react'
import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import type { AuthoredSection } from '@/lib/courses/authored-dto'
import { COURSE_LIMITS } from '@/lib/courses/constants'
import { AddLesson } from './add-forms'
import { removeSection, renameSection } from './curriculum-acts'
import { fill, useCurriculumContext } from './curriculum-context'
import { LessonRow } from './lesson-row'
import { TitleEditor } from './title-editor'

interface SectionListProps {
  moduleId: string
  section: AuthoredSection
}

/** The lessons under one heading, or under none. */
export function SectionList({ moduleId, section }: SectionListProps) {
  const { courseId, keeper, texts, isEditable } = useCurriculumContext()
  const list = useRef<HTMLDivElement>(null)
  const { id: sectionId, title, lessons } = section
  useEffect(() => {
    if (!isEditable || list.current === null) return
    return dropTargetForElements({
      element: list.current,
      getData: () => ({ sectionId, moduleId }),
    })
  }, [isEditable, sectionId, moduleId])
  return (
    <div ref={list}>
      {title === '' ? null : (
        <div className="flex items-center gap-1 border-t border-line bg-sunken px-3 py-1">
          <TitleEditor
            title={title}
            maxLength={COURSE_LIMITS.titleLength}
            mayBeEmpty
            onRename={(next) => renameSection(keeper, { courseId, moduleId, sectionId }, next)}
          >
            <h3 dir="auto" className="min-w-0 text-sm font-medium wrap-anywhere">
              {title}
            </h3>
          </TitleEditor>
          {isEditable ? (
            <Button
              variant="quiet"
              size="icon"
              aria-label={fill(texts['removeSection'], { title })}
              onClick={() => removeSection(keeper, { courseId, moduleId, sectionId })}
              className="ms-auto"
            >
              <Icon name="x" size="sm" />
            </Button>
          ) : null}
        </div>
      )}
      {lessons.length > 0 ? (
        <ul className="divide-y divide-line border-t border-line">
          {lessons.map((lesson) => (
            <LessonRow key={lesson.id} lesson={lesson} />
          ))}
        </ul>
      ) : (
        <p className="border-t border-line px-4 py-3 text-sm text-muted">{texts['noLessons']}</p>
      )}
      <AddLesson moduleId={moduleId} sectionId={sectionId} />
    </div>
  )
}
