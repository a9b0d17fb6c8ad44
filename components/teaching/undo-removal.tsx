'use client'

import { ActionForm } from '@/components/forms/action-form'
import { useFormTexts } from '@/components/forms/form-texts-provider'
import { Notice } from '@/components/ui/notice'
import {
  restoreLessonAction,
  restoreModuleAction,
  restoreSectionAction,
} from '@/lib/courses/actions/curriculum'
import type { AuthoredCourse } from '@/lib/courses/authored-dto'
import { fill, useCurriculumContext, type Removed } from './curriculum-context'

type OutlinedCourse = Pick<AuthoredCourse, 'id' | 'removed'>

/** The way back, once the academy has taken it out. */
export function UndoRemoval({ course, removed }: { course: OutlinedCourse; removed: Removed }) {
  const { texts } = useCurriculumContext()
  const { unreachable } = useFormTexts()
  const { id, title } = removed
  const lists = {
    lesson: course.removed.lessons,
    module: course.removed.modules,
    section: course.removed.sections,
  }
  if (!lists[removed.kind].some((each) => each.id === id)) return null
  const look = { variant: 'secondary', size: 'sm', unreachable } as const
  const courseId = course.id
  return (
    <Notice
      action={
        removed.kind === 'section' ? (
          <ActionForm
            action={restoreSectionAction}
            fields={{ courseId, moduleId: removed.moduleId, sectionId: id }}
            {...look}
          >
            {texts['undo']}
          </ActionForm>
        ) : removed.kind === 'module' ? (
          <ActionForm action={restoreModuleAction} fields={{ courseId, moduleId: id }} {...look}>
            {texts['undo']}
          </ActionForm>
        ) : (
          <ActionForm action={restoreLessonAction} fields={{ lessonId: id }} {...look}>
            {texts['undo']}
          </ActionForm>
        )
      }
    >
      {fill(texts['gone'], { title })}
    </Notice>
  )
}
