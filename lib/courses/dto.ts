import type { Types } from 'mongoose'
import { toPublicVideo, type PlayableVideo } from '@/lib/media/dto'
import { hueOf } from '@/lib/utils/hue'
import type { Money } from '@/lib/utils/money'
import { toHistogram, type Histogram } from '@/lib/utils/rating'
import { steppedCount, type SteppedCount } from '@/lib/utils/stepped-count'
import type { CategoryFields } from '@/models/category'
import type { CourseFields } from '@/models/course'
import type { LessonFields } from '@/models/lesson'
import type { UploadFields } from '@/models/upload'
import type { CourseLevel, CourseStatus, LessonType, ReleaseRule, RunStatus } from './constants'

export type CategoryName = { name: string; slug: string; hue: number }
export type CategoryShelf = CategoryName & { id: string; description: string }
export type Picture = { url: string; width: number | null; height: number | null }
/** `hasProfile`: false while the account is suspended. The course stays theirs, their page is closed. */
export type InstructorName = {
  username: string
  fullName: string
  avatarUrl: string | null
  hasProfile: boolean
}

export type CourseCard = {
  id: string
  slug: string
  title: string
  subtitle: string
  level: CourseLevel
  language: string
  price: Money
  category: CategoryName | null
  instructor: InstructorName | null
  lessonCount: number
  durationMinutes: number
  rating: { average: number; count: number }
  thumbnail: Picture | null
  startDate: Date | null
  timeZone: string
  runStatus: RunStatus
}

export type OutlineLesson = {
  id: string
  title: string
  type: LessonType
  durationMinutes: number
  isPreview: boolean
  isRequired: boolean
  /** Since when the lesson exists. */
  addedAt: Date
  release: LessonRelease | null
}
/** When the lesson opens for a learner; the field of its rule is set, the others are null. */
export type LessonRelease = {
  rule: ReleaseRule
  days: number | null
  at: Date | null
  lessonId: string | null
}
export type OutlineSection = { id: string; title: string; lessons: OutlineLesson[] }
export type OutlineModule = { id: string; title: string; description: string; sections: OutlineSection[] }

export type CourseDetails = CourseCard & {
  status: CourseStatus
  description: string
  outcomes: string[]
  requirements: string[]
  tags: string[]
  instructorBio: string
  coInstructors: InstructorName[]
  /** A film for everybody, at public addresses. */
  trailer: PlayableVideo | null
  histogram: Histogram
  publishedAt: Date | null
  learners: SteppedCount
  endDate: Date | null
  updatedAt: Date
  outline: OutlineModule[]
}

export type LessonText = {
  id: string
  title: string
  description: string
  body: string
  durationMinutes: number
}

type Joined = {
  categoryRow?: Pick<CategoryFields, 'name' | 'slug' | 'hue'>
  instructorRow?: InstructorRow
}
export type InstructorRow = {
  active?: boolean
  username: string
  fullName: string
  avatar?: { url: string } | null
  profile?: { bio?: string | null } | null
}
type Id = { _id: Types.ObjectId }
export type CardRow = Id &
  Joined &
  Pick<
    CourseFields,
    | 'slug'
    | 'title'
    | 'subtitle'
    | 'level'
    | 'language'
    | 'price'
    | 'lessonCount'
    | 'durationMinutes'
    | 'rating'
    | 'thumbnail'
    | 'startDate'
    | 'endDate'
    | 'timeZone'
    | 'publishedAt'
    | 'enrollmentCount'
  >
export type LessonRow = Id &
  Pick<
    LessonFields,
    'title' | 'type' | 'durationMinutes' | 'isPreview' | 'isRequired' | 'isPublished' | 'createdAt'
  > & {
    release?: LessonFields['release']
  }
type ModuleRow = Id & {
  title: string
  description: string
  sections: (Id & { title: string; lessonIds: Types.ObjectId[] })[]
}
export type DetailsRow = CardRow &
  Pick<CourseFields, 'status' | 'description' | 'outcomes' | 'requirements' | 'tags' | 'updatedAt'> & {
    instructor: Types.ObjectId | null
    coInstructors: Types.ObjectId[]
    modules: ModuleRow[]
    lessonRows: LessonRow[]
    coInstructorRows?: (Id & InstructorRow)[]
    trailer?: CourseFields['trailer']
  }

/** The fields a card shows, for `$project`. */
export const CARD_FIELDS = {
  slug: 1,
  title: 1,
  subtitle: 1,
  level: 1,
  language: 1,
  price: 1,
  lessonCount: 1,
  durationMinutes: 1,
  rating: 1,
  thumbnail: 1,
  startDate: 1,
  endDate: 1,
  timeZone: 1,
  publishedAt: 1,
  enrollmentCount: 1,
} as const

export function toCourseCard(row: CardRow, moment: Date): CourseCard {
  return {
    id: row._id.toHexString(),
    slug: row.slug,
    title: row.title,
    subtitle: row.subtitle,
    level: row.level,
    language: row.language,
    price: { amount: row.price?.amount ?? 0, currency: row.price?.currency ?? 'EUR' },
    category: row.categoryRow ? toCategoryName(row.categoryRow) : null,
    instructor: row.instructorRow ? toInstructorName(row.instructorRow) : null,
    lessonCount: row.lessonCount,
    durationMinutes: row.durationMinutes,
    rating: { average: row.rating?.average ?? 0, count: row.rating?.count ?? 0 },
    thumbnail: row.thumbnail
      ? { url: row.thumbnail.url, width: row.thumbnail.width ?? null, height: row.thumbnail.height ?? null }
      : null,
    startDate: row.startDate ?? null,
    timeZone: row.timeZone,
    runStatus: runStatusAt({ startDate: row.startDate ?? null, endDate: row.endDate ?? null }, moment),
  }
}

export function toCourseDetails(row: DetailsRow, moment: Date): CourseDetails {
  return {
    ...toCourseCard(row, moment),
    endDate: row.endDate ?? null,
    status: row.status,
    description: row.description,
    outcomes: row.outcomes,
    requirements: row.requirements,
    tags: row.tags,
    instructorBio: row.instructorRow?.active === false ? '' : (row.instructorRow?.profile?.bio ?? ''),
    coInstructors: toCoInstructors(row),
    trailer: row.trailer ? toPublicVideo(row.trailer) : null,
    histogram: toHistogram(row.rating?.histogram),
    publishedAt: row.publishedAt ?? null,
    learners: steppedCount(row.enrollmentCount),
    updatedAt: row.updatedAt,
    outline: toOutline(row.modules, row.lessonRows),
  }
}

/** The published lessons in the course's order; modules and sections left without any are not shown. */
export function toOutline(modules: ModuleRow[], lessons: LessonRow[]): OutlineModule[] {
  const published = new Map(
    lessons.filter((row) => row.isPublished).map((row) => [row._id.toHexString(), row]),
  )
  return modules
    .map((module) => ({
      id: module._id.toHexString(),
      title: module.title,
      description: module.description,
      sections: module.sections
        .map((section) => ({
          id: section._id.toHexString(),
          title: section.title,
          lessons: section.lessonIds.flatMap((id) => {
            const row = published.get(id.toHexString())
            return row === undefined ? [] : [toOutlineLesson(row)]
          }),
        }))
        .filter((section) => section.lessons.length > 0),
    }))
    .filter((module) => module.sections.length > 0)
}

export function toLessonText(
  row: Id & Pick<LessonFields, 'title' | 'description' | 'body' | 'durationMinutes'>,
): LessonText {
  return {
    id: row._id.toHexString(),
    title: row.title,
    description: row.description,
    body: row.body,
    durationMinutes: row.durationMinutes,
  }
}

/** How a file is shown on the page itself; `null` where it can only be downloaded. */
export type FileView = 'pdf' | 'image' | 'audio' | 'video' | 'text' | null

/** A file lesson. Its address never expires: it leads to a signed one that is made for whoever asks. */
export type LessonFile = {
  name: string
  sizeBytes: number
  mime: string
  view: FileView
  width: number | null
  height: number | null
  href: string
}

export type FileRow = Id & Pick<UploadFields, 'name' | 'sizeBytes' | 'mime' | 'width' | 'height'>

export function toLessonFile(lessonId: string, row: FileRow): LessonFile {
  return {
    name: row.name,
    sizeBytes: row.sizeBytes,
    mime: row.mime,
    view: viewOf(row.mime),
    width: row.width ?? null,
    height: row.height ?? null,
    href: `/api/lessons/${lessonId}/file`,
  }
}

/** Only what a browser shows without running anything of it. SVG and HTML are not among the pictures and texts. */
function viewOf(mime: string): FileView {
  if (mime === 'application/pdf') return 'pdf'
  if (/^image\/(jpeg|png|webp|avif|gif)$/.test(mime)) return 'image'
  if (/^audio\/(mpeg|mp4|aac|ogg|wav|webm|flac|x-m4a|x-wav|x-flac)$/.test(mime)) return 'audio'
  if (/^video\/(mp4|webm)$/.test(mime)) return 'video'
  return /^text\/(plain|csv|markdown)$|^application\/json$/.test(mime) ? 'text' : null
}

/** Every lesson of an outline, in order. */
export function lessonsOf(outline: OutlineModule[]): OutlineLesson[] {
  return outline.flatMap((module) => module.sections.flatMap((section) => section.lessons))
}

export function toCategoryName({
  name,
  slug,
  hue,
}: Pick<CategoryFields, 'name' | 'slug' | 'hue'>): CategoryName {
  return { name, slug, hue: hue ?? hueOf(slug) }
}

export function toInstructorName(row: InstructorRow): InstructorName {
  const { username, fullName, active: hasProfile = true } = row
  return { username, fullName, avatarUrl: hasProfile ? (row.avatar?.url ?? null) : null, hasProfile }
}

/** In the course's own order. */
function toCoInstructors({ coInstructors, coInstructorRows = [] }: DetailsRow): InstructorName[] {
  const rows = new Map(coInstructorRows.map((row) => [row._id.toHexString(), row]))
  return coInstructors.flatMap((id) => {
    const row = rows.get(id.toHexString())
    return row === undefined ? [] : [toInstructorName(row)]
  })
}

function toOutlineLesson(row: LessonRow): OutlineLesson {
  return {
    id: row._id.toHexString(),
    title: row.title,
    type: row.type,
    durationMinutes: row.durationMinutes,
    isPreview: row.isPreview,
    isRequired: row.isRequired,
    addedAt: row.createdAt,
    release: toLessonRelease(row.release),
  }
}

export function toLessonRelease(release: LessonFields['release'] | undefined): LessonRelease | null {
  if (!release) return null
  const { rule, days, at, lesson } = release
  return { rule, days: days ?? null, at: at ?? null, lessonId: lesson?.toHexString() ?? null }
}

export type Schedule = { startDate: Date | null; endDate: Date | null }

/** Upcoming before its first day, expired after its last; without dates a course is always active. */
export function runStatusAt({ startDate, endDate }: Schedule, moment: Date): RunStatus {
  if (endDate !== null && moment >= endDate) return 'expired'
  if (startDate !== null && moment < startDate) return 'upcoming'
  return 'active'
}
