import type { Money } from '@/lib/utils/money'
import type { CourseLevel, CourseStatus, LessonType, ReleaseRule, RevisionState } from './constants'
import type { InstructorName, Picture } from './dto'

/** The version of a part of a working copy, and who wrote it last; nobody while it is as learners see it. */
export type AuthoredEdit = { version: number; by: string | null; at: Date | null }

/** A lesson in the outline of a working copy. */
export type AuthoredOutlineLesson = {
  id: string
  title: string
  type: LessonType
  durationMinutes: number
  isPreview: boolean
  isRequired: boolean
  releaseRule: ReleaseRule | null
  version: number
  /** Learners have never seen it. */
  isNew: boolean
  /** Written since learners got it. */
  isChanged: boolean
}
export type AuthoredSection = { id: string; title: string; lessons: AuthoredOutlineLesson[] }
export type AuthoredModule = AuthoredEdit & {
  id: string
  title: string
  description: string
  sections: AuthoredSection[]
}

/** Days are `YYYY-MM-DD` in `timeZone`, the last one included. */
export type AuthoredDetails = {
  title: string
  slug: string
  subtitle: string
  description: string
  outcomes: string[]
  requirements: string[]
  tags: string[]
  /** Its slug. */
  category: string | null
  level: CourseLevel
  language: string
  price: Money
  thumbnail: Picture | null
  hasTrailer: boolean
  startDate: string | null
  endDate: string | null
  timeZone: string
}

export type AuthoredCourse = {
  id: string
  /** The one it is found under today; `details.slug` may differ while it was never published. */
  slug: string
  /** Of the course as learners meet it. */
  status: CourseStatus
  /** Of the working copy; null while nothing differs from what learners see. */
  state: RevisionState | null
  /** The newest version of any part: what is submitted, approved or returned is exactly that. */
  version: number
  publishedAt: Date | null
  submittedAt: Date | null
  /** What an admin wrote when it came back; empty otherwise. */
  comment: string
  learners: number
  details: AuthoredDetails
  detailsEdit: AuthoredEdit
  orderEdit: AuthoredEdit
  modules: AuthoredModule[]
  /** What can be brought back until the course is published next, the newest first. */
  removed: {
    modules: { id: string; title: string; lessonCount: number }[]
    lessons: { id: string; title: string }[]
    /** Of modules that are there. */
    sections: { id: string; moduleId: string; title: string }[]
  }
  instructor: InstructorName | null
  coInstructors: InstructorName[]
  can: AuthorRights
}

export type AuthorRights = {
  edit: boolean
  submit: boolean
  withdraw: boolean
  approve: boolean
  archive: boolean
  restore: boolean
  delete: boolean
  appoint: boolean
}

/** What a rule of release says, with the field of its rule set. */
export type AuthoredRelease = {
  rule: ReleaseRule
  days: number | null
  day: string | null
  lessonId: string | null
}

export type AuthoredUpload = {
  uploadId: string
  name: string
  sizeBytes: number
  mime: string
}

export type AuthoredVideo = {
  source: 'upload' | 'link'
  upload: AuthoredUpload | null
  url: string | null
  durationSeconds: number
  posterUrl: string | null
  captions: { language: string; upload: AuthoredUpload | null; uploadId: string }[]
  mayMarkByHand: boolean
}

/** A lesson as its authors wrote it last. */
export type AuthoredLesson = {
  id: string
  type: LessonType
  title: string
  description: string
  /** Markdown. */
  content: string
  durationMinutes: number
  isPreview: boolean
  isRequired: boolean
  release: AuthoredRelease | null
  video: AuthoredVideo | null
  file: AuthoredUpload | null
  embed: { url: string } | null
  edit: AuthoredEdit
  isNew: boolean
  course: AuthoredCourse
  moduleId: string
}

/** A line of the checklist before a review: `isRequired` ones must be done. */
export type CheckLine = { code: CheckCode; isRequired: boolean; isDone: boolean }
export const CHECK_CODES = [
  'description',
  'category',
  'tags',
  'lessons',
  'lessonsComplete',
  'subtitle',
  'outcomes',
  'thumbnail',
  'trailer',
  'preview',
] as const
export type CheckCode = (typeof CHECK_CODES)[number]
export type CheckList = {
  lines: CheckLine[]
  /** Codes of the lines that still keep the course from being reviewed. */
  missing: CheckCode[]
  /** What lessons lack, by code: `text`, `video`, `file`, `embed`, or one of their type's own. */
  lessons: { id: string; title: string; codes: string[] }[]
}

/** A course on its authors' own list. */
export type OwnCourse = {
  id: string
  slug: string
  title: string
  status: CourseStatus
  state: RevisionState | null
  thumbnail: Picture | null
  lessonCount: number
  learners: number
  /** When anything of it was written last. */
  changedAt: Date
  isCoInstructor: boolean
}

/** A course that waits for an admin. */
export type WaitingCourse = {
  id: string
  title: string
  instructor: { username: string; fullName: string } | null
  submittedAt: Date
  isFirst: boolean
}
