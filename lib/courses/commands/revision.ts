import 'server-only'
import type { Types } from 'mongoose'
import { isMember, type Viewer } from '@/lib/platform/auth/viewer'
import { now } from '@/lib/platform/clock'
import { toObjectId } from '@/lib/platform/db/object-id'
import { inMakingTransaction } from '@/lib/platform/db/transaction'
import { AppError } from '@/lib/platform/errors'
import { Course, type CourseFields } from '@/models/course'
import { CourseRevision, type CourseRevisionFields } from '@/models/course-revision'
import { COURSE_REASONS, type RevisionState } from '../constants'
import { applyToRows, type Application, type ModuleRow, type SectionRow } from './applying'
import { requireAuthor } from './authors'

/** Who wrote a part last, and the version that the next writer of it has to name. */
export type Edit = { version: number; by: Types.ObjectId | null; at: Date | null }
export type EditedModule = ModuleRow & Edit
export type Details = NonNullable<CourseRevisionFields['details']>
/** A heading as it was taken out of its module, and where it stood. */
export type RemovedSection = { module: Types.ObjectId; section: SectionRow; index: number }
export type RevisionRow = {
  _id: Types.ObjectId
  course: Types.ObjectId
  number: number
  state: RevisionState
  clock: number
  details: Details
  detailsEdit: Edit
  modules: EditedModule[]
  orderEdit: Edit
  removedModules: { module: EditedModule; index: number }[]
  /** Not there in copies that were opened before headings could come back. */
  removedSections?: RemovedSection[]
  submittedAt?: Date | null
  submittedBy?: Types.ObjectId | null
  comment: string
}

const COURSE_FIELDS =
  'title slug subtitle description outcomes requirements tags category categorySlug level language price thumbnail trailer startDate endDate timeZone modules status publishedAt instructor coInstructors version'
type CourseRow = { _id: Types.ObjectId; modules: ModuleRow[] } & Omit<
  Pick<CourseFields, keyof Details | 'status' | 'publishedAt' | 'instructor' | 'coInstructors' | 'version'>,
  'modules'
>

/** A course's working copy, held for one write. */
export type HeldRevision = {
  course: CourseRow
  revision: RevisionRow
  /** Nobody has seen the course yet, so its rows follow its working copy at once. */
  isUnseen: boolean
  /** The mark of this write; each part that is written gets the same. */
  edit: Edit
}

/** What a write changes of the revision, and which lessons it wrote beside it. */
export type RevisionChange<T> = Partial<
  Pick<
    RevisionRow,
    'details' | 'detailsEdit' | 'modules' | 'orderEdit' | 'removedModules' | 'removedSections'
  >
> & { lessons?: Application['lessons']; answer: T }

/**
 * Runs one write of authors on a course's working copy, in one transaction: the copy is opened by the first one. Every
 * write raises the revision's clock, so of two at once the second runs again and finds what the first has written.
 *
 * @throws unauthenticated, forbidden, not_found; conflict (`course.in_review`, `course.archived`)
 */
export function changeRevision<T>(
  viewer: Viewer,
  { courseId }: { courseId: string },
  change: (held: HeldRevision) => Promise<RevisionChange<T>>,
): Promise<T> {
  const _id = toObjectId(courseId)
  return inMakingTransaction(async () => {
    const course = requireAuthor(viewer, await Course.findById(_id).select(COURSE_FIELDS).lean<CourseRow>())
    if (course.status === 'archived') throw conflict('The course is archived.', COURSE_REASONS.archived)
    const known = await CourseRevision.findOne({ course: _id, isPending: true }).lean<RevisionRow>()
    if (known?.state === 'submitted') throw conflict('The course is in review.', COURSE_REASONS.inReview)
    const revision = known ?? (await openRevision(course))
    const clock = revision.clock + 1
    const edit = { version: clock, by: isMember(viewer) ? toObjectId(viewer.userId) : null, at: now() }
    const isUnseen = course.publishedAt == null
    const { answer, lessons = [], ...written } = await change({ course, revision, isUnseen, edit })
    const { matchedCount } = await CourseRevision.updateOne(
      { _id: revision._id, clock: revision.clock, state: { $ne: 'submitted' } },
      { $set: { ...written, clock } },
    )
    if (matchedCount === 0) throw changedMeanwhile()
    const { details, modules } = written
    if (isUnseen) await applyToRows(viewer, _id, { details, modules, lessons })
    return answer
  })
}

/** The next revision of a course, a copy of what learners see; every part of it begins at the course's version. */
async function openRevision(course: CourseRow): Promise<RevisionRow> {
  const { _id, modules, version } = course
  const last = await CourseRevision.findOne({ course: _id }).sort({ number: -1 }).select({ number: 1 }).lean()
  const untouched = { version, by: null, at: null }
  const [row] = await CourseRevision.create([
    {
      course: _id,
      number: (last?.number ?? 0) + 1,
      clock: version,
      details: detailsOf(course),
      detailsEdit: untouched,
      modules: modules.map((module) => ({ ...module, ...untouched })),
      orderEdit: untouched,
      removedModules: [],
      removedSections: [],
    },
  ])
  if (row === undefined) throw new Error('The revision was not made.')
  return row.toObject<RevisionRow>()
}

/** What a course says of itself, without the rest of its row. */
export function detailsOf(row: Details): Details {
  return {
    title: row.title,
    slug: row.slug,
    subtitle: row.subtitle,
    description: row.description,
    outcomes: row.outcomes,
    requirements: row.requirements,
    tags: row.tags,
    category: row.category ?? null,
    categorySlug: row.categorySlug ?? null,
    level: row.level,
    language: row.language,
    price: row.price,
    thumbnail: row.thumbnail ?? null,
    trailer: row.trailer ?? null,
    startDate: row.startDate ?? null,
    endDate: row.endDate ?? null,
    timeZone: row.timeZone,
  }
}

export function requireVersion(present: number, given: number): void {
  if (present !== given) throw changedMeanwhile()
}

export function changedMeanwhile(): AppError {
  return new AppError('precondition', 'Somebody changed this meanwhile.', {
    reason: COURSE_REASONS.changedMeanwhile,
  })
}

export function conflict(message: string, reason: string): AppError {
  return new AppError('conflict', message, { reason })
}
