import 'server-only'
import type { PipelineStage, Types } from 'mongoose'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { toObjectId } from '@/lib/platform/db/object-id'
import { dayOf } from '@/lib/utils/dates'
import { Course } from '@/models/course'
import type { LessonFields } from '@/models/lesson'
import type {
  AuthoredCourse,
  AuthoredDetails,
  AuthoredEdit,
  AuthoredModule,
  AuthoredOutlineLesson,
  AuthorRights,
} from '../authored-dto'
import type { CourseStatus, RevisionState } from '../constants'
import { requireAuthor, rightsOf } from '../commands/authors'
import type { ModuleRow } from '../commands/applying'
import {
  detailsOf,
  type Details,
  type Edit,
  type EditedModule,
  type RemovedSection,
} from '../commands/revision'
import { toInstructorName, type InstructorRow } from '../dto'
import { lessonParts } from '../lesson-parts'
import { canDeleteCourse, canEditCourse, canPublishCourse } from '../policy'

type LessonFacts = Pick<LessonFields, 'title' | 'type' | 'durationMinutes' | 'isPreview' | 'isRequired'> & {
  release?: LessonFields['release']
  version?: number
}
type SeenRow = LessonFacts & { _id: Types.ObjectId }
type CopyRow = LessonFacts & { lesson: Types.ObjectId; version: number; removed?: { at: Date } | null }
type PersonRow = InstructorRow & { _id: Types.ObjectId }
type Revision = {
  state: RevisionState
  clock: number
  details: Details
  detailsEdit: Edit
  modules: EditedModule[]
  orderEdit: Edit
  removedModules: { module: EditedModule }[]
  removedSections?: RemovedSection[]
  submittedAt?: Date | null
  comment: string
}
type Row = Details & {
  _id: Types.ObjectId
  status: CourseStatus
  instructor: Types.ObjectId | null
  coInstructors: Types.ObjectId[]
  modules: ModuleRow[]
  publishedAt?: Date | null
  version: number
  enrollmentCount: number
  categorySlug?: string | null
  revisions: Revision[]
  seen: SeenRow[]
  copies: CopyRow[]
  people: PersonRow[]
}

const FACTS = {
  title: 1,
  type: 1,
  durationMinutes: 1,
  isPreview: 1,
  isRequired: 1,
  release: 1,
  version: 1,
} as const
const orNone = (path: string) => ({ $ifNull: [path, []] })

const STAGES: PipelineStage[] = [
  {
    $lookup: {
      from: 'courserevisions',
      localField: '_id',
      foreignField: 'course',
      pipeline: [{ $match: { isPending: true } }],
      as: 'revisions',
    },
  },
  {
    $lookup: {
      from: 'lessons',
      localField: '_id',
      foreignField: 'course',
      pipeline: [{ $project: FACTS }],
      as: 'seen',
    },
  },
  {
    $lookup: {
      from: 'lessonrevisions',
      localField: '_id',
      foreignField: 'course',
      pipeline: [{ $project: { ...FACTS, lesson: 1, removed: 1 } }],
      as: 'copies',
    },
  },
  { $set: { revision: { $first: '$revisions' } } },
  {
    $set: {
      peopleIds: {
        $concatArrays: [
          ['$instructor', '$revision.detailsEdit.by', '$revision.orderEdit.by'],
          '$coInstructors',
          orNone('$revision.modules.by'),
        ],
      },
    },
  },
  {
    $lookup: {
      from: 'users',
      localField: 'peopleIds',
      foreignField: '_id',
      pipeline: [{ $project: { username: 1, fullName: 1, active: 1, 'avatar.url': 1 } }],
      as: 'people',
    },
  },
]

/**
 * A course as its authors have written it last, with the versions that their next writes name. One round trip, and one
 * for each type of lessons that belongs to another domain.
 *
 * @throws unauthenticated, forbidden (`account.not_approved`), not_found
 */
export async function getAuthoredCourse(
  viewer: Viewer,
  { courseId }: { courseId: string },
): Promise<AuthoredCourse> {
  const [found] = await Course.aggregate<Row>([{ $match: { _id: toObjectId(courseId) } }, ...STAGES])
  const row = requireAuthor(viewer, found ?? null)
  const revision = row.revisions[0]
  const lessons = await lessonsOf(row)
  const nameOf = nameIn(row.people)
  const untouched = { version: row.version, by: null, at: null }
  const edited = (edit: Edit): AuthoredEdit => ({
    version: edit.version,
    by: edit.by ? (nameOf(edit.by)?.fullName ?? null) : null,
    at: edit.at,
  })
  const modules = revision?.modules ?? row.modules.map((module) => ({ ...module, ...untouched }))
  return {
    id: row._id.toHexString(),
    slug: row.slug,
    status: row.status,
    state: revision?.state ?? null,
    version: revision?.clock ?? row.version,
    publishedAt: row.publishedAt ?? null,
    submittedAt: revision?.submittedAt ?? null,
    comment: revision?.state === 'returned' ? revision.comment : '',
    learners: row.enrollmentCount,
    details: toDetails(revision?.details ?? detailsOf(row)),
    detailsEdit: edited(revision?.detailsEdit ?? untouched),
    orderEdit: edited(revision?.orderEdit ?? untouched),
    modules: modules.map((module) => toModule(module, { lessons, edit: edited(module) })),
    removed: removedOf(row, revision),
    instructor: row.instructor ? toName(nameOf(row.instructor)) : null,
    coInstructors: row.coInstructors.flatMap((id) => toName(nameOf(id)) ?? []),
    can: rightsIn(viewer, row, revision),
  }
}

function nameIn(people: PersonRow[]) {
  const byId = new Map(people.map((person) => [person._id.toHexString(), person]))
  return (id: Types.ObjectId) => byId.get(id.toHexString())
}

function toName(person: PersonRow | undefined) {
  return person === undefined ? null : toInstructorName(person)
}

/** Days as the course's own zone has them; an end is the first instant after its day. */
function toDetails(details: Details & { categorySlug?: string | null }): AuthoredDetails {
  const { startDate, endDate, timeZone, thumbnail } = details
  return {
    title: details.title,
    slug: details.slug,
    subtitle: details.subtitle,
    description: details.description,
    outcomes: details.outcomes,
    requirements: details.requirements,
    tags: details.tags,
    category: details.categorySlug ?? null,
    level: details.level,
    language: details.language,
    price: { amount: details.price?.amount ?? 0, currency: details.price?.currency ?? 'EUR' },
    thumbnail: thumbnail
      ? { url: thumbnail.url, width: thumbnail.width ?? null, height: thumbnail.height ?? null }
      : null,
    hasTrailer: details.trailer != null,
    startDate: startDate ? dayOf(startDate, timeZone) : null,
    endDate: endDate ? dayOf(new Date(endDate.getTime() - 1), timeZone) : null,
    timeZone,
  }
}

/** By id, every lesson that its authors know; what belongs to its type may have changed where it has not itself. */
async function lessonsOf({ seen, copies, publishedAt }: Row): Promise<Map<string, AuthoredOutlineLesson>> {
  const isUnseen = publishedAt == null
  const known = new Set(isUnseen ? [] : seen.map(({ _id }) => _id.toHexString()))
  const changedInside = new Set<string>()
  for (const part of isUnseen ? [] : lessonParts()) {
    const ids = seen.filter(({ type }) => type === part.type).map(({ _id }) => _id)
    if (ids.length > 0) for (const id of await part.changed(ids)) changedInside.add(id)
  }
  const toLesson = (id: string, row: LessonFacts, isCopy: boolean): AuthoredOutlineLesson => ({
    id,
    title: row.title,
    type: row.type,
    durationMinutes: row.durationMinutes,
    isPreview: row.isPreview,
    isRequired: row.isRequired,
    releaseRule: row.release?.rule ?? null,
    version: row.version ?? 1,
    isNew: !isUnseen && !known.has(id),
    isChanged: !isUnseen && known.has(id) && (isCopy || changedInside.has(id)),
  })
  return new Map([
    ...seen.map((row) => [row._id.toHexString(), toLesson(row._id.toHexString(), row, false)] as const),
    ...copies.map(
      (row) => [row.lesson.toHexString(), toLesson(row.lesson.toHexString(), row, true)] as const,
    ),
  ])
}

function toModule(
  module: ModuleRow,
  { lessons, edit }: { lessons: ReadonlyMap<string, AuthoredOutlineLesson>; edit: AuthoredEdit },
): AuthoredModule {
  return {
    ...edit,
    id: module._id.toHexString(),
    title: module.title,
    description: module.description,
    sections: module.sections.map((section) => ({
      id: section._id.toHexString(),
      title: section.title,
      lessons: section.lessonIds.flatMap((id) => lessons.get(id.toHexString()) ?? []),
    })),
  }
}

function removedOf({ copies }: Row, revision: Revision | undefined): AuthoredCourse['removed'] {
  const modules = (revision?.removedModules ?? []).map(({ module }) => module).reverse()
  const withModule = new Set(
    modules.flatMap(({ sections }) => sections.flatMap(({ lessonIds }) => lessonIds.map(String))),
  )
  const lessons = copies
    .filter(({ lesson, removed }) => removed != null && !withModule.has(lesson.toHexString()))
    .sort((a, b) => (b.removed?.at.getTime() ?? 0) - (a.removed?.at.getTime() ?? 0))
  return {
    modules: modules.map(({ _id, title, sections }) => ({
      id: _id.toHexString(),
      title,
      lessonCount: sections.reduce((sum, { lessonIds }) => sum + lessonIds.length, 0),
    })),
    lessons: lessons.map(({ lesson, title }) => ({ id: lesson.toHexString(), title })),
    sections: removedSectionsOf(revision),
  }
}

/** A heading can only come back to a module that is there. */
function removedSectionsOf(revision: Revision | undefined): AuthoredCourse['removed']['sections'] {
  const present = new Set(revision?.modules.map(({ _id }) => _id.toHexString()))
  return (revision?.removedSections ?? []).toReversed().flatMap(({ module, section }) => {
    const moduleId = module.toHexString()
    return present.has(moduleId) ? [{ id: section._id.toHexString(), moduleId, title: section.title }] : []
  })
}

function rightsIn(viewer: Viewer, row: Row, revision: Revision | undefined): AuthorRights {
  const rights = rightsOf(row)
  const mayEdit = canEditCourse(viewer, rights)
  const mayOwn = canDeleteCourse(viewer, rights)
  const isWaiting = revision?.state === 'submitted'
  const isArchived = row.status === 'archived'
  return {
    edit: mayEdit && !isWaiting && !isArchived,
    submit: mayEdit && !isWaiting && !isArchived && (revision !== undefined || row.publishedAt == null),
    withdraw: mayEdit && isWaiting,
    approve: canPublishCourse(viewer) && isWaiting,
    archive: mayEdit && !isWaiting && !isArchived,
    restore: mayEdit && isArchived,
    delete: mayOwn && row.enrollmentCount === 0,
    appoint: mayOwn,
  }
}
