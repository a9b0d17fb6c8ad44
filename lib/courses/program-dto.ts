import type { AuthoredCourse, AuthoredDetails, AuthorRights } from './authored-dto'
import type { LessonType, RevisionState } from './constants'
import { lessonsOf } from './dto'
import type { CourseView } from './queries/course'

/** A course as the HTTP interface gives it. What its authors alone get is null to everybody else. */
export type ProgramCourse = CourseView & {
  /** The ids of the lessons that learners see, in order. */
  lessons: string[]
  /** Of the details, for the next `PATCH`. */
  version: number | null
  /** The working copy: what learners will see once it is published. */
  authoring: {
    /** Null while nothing differs from what learners see. */
    state: RevisionState | null
    /** The newest of any part: what is submitted, approved or returned is exactly that. */
    version: number
    submittedAt: Date | null
    /** What an admin wrote when it came back; empty otherwise. */
    comment: string
    details: AuthoredDetails
    can: AuthorRights
  } | null
}

export function toProgramCourse(course: CourseView, working: AuthoredCourse | null): ProgramCourse {
  return {
    ...course,
    lessons: lessonsOf(course.outline).map(({ id }) => id),
    version: working?.detailsEdit.version ?? null,
    authoring: working && {
      state: working.state,
      version: working.version,
      submittedAt: working.submittedAt,
      comment: working.comment,
      details: working.details,
      can: working.can,
    },
  }
}

/** A lesson in a list. */
export type ProgramLessonRow = {
  id: string
  courseId: string
  moduleId: string
  moduleTitle: string
  sectionTitle: string
  title: string
  type: LessonType
  /** Its place in the module, from 0. */
  order: number
  durationMinutes: number
  isPreview: boolean
  isRequired: boolean
  /** For its authors; null to everybody else. */
  version: number | null
}

type OutlineRow = Pick<
  ProgramLessonRow,
  'id' | 'title' | 'type' | 'durationMinutes' | 'isPreview' | 'isRequired'
> & { version?: number }
type Outline = readonly {
  id: string
  title: string
  sections: readonly { title: string; lessons: readonly OutlineRow[] }[]
}[]

export function toProgramLessons(courseId: string, outline: Outline): ProgramLessonRow[] {
  return outline.flatMap((module) =>
    module.sections
      .flatMap((section) => section.lessons.map((lesson) => ({ section, lesson })))
      .map(({ section, lesson }, order) => ({
        id: lesson.id,
        courseId,
        moduleId: module.id,
        moduleTitle: module.title,
        sectionTitle: section.title,
        title: lesson.title,
        type: lesson.type,
        order,
        durationMinutes: lesson.durationMinutes,
        isPreview: lesson.isPreview,
        isRequired: lesson.isRequired,
        version: lesson.version ?? null,
      })),
  )
}
