import 'server-only'
import { randomInt } from 'node:crypto'
import { Types } from 'mongoose'
import { isMember, requireMember, type Viewer } from '@/lib/platform/auth/viewer'
import { duplicateKeyFields, onDuplicateKey } from '@/lib/platform/db/duplicate-key'
import { toObjectId } from '@/lib/platform/db/object-id'
import { inTransaction } from '@/lib/platform/db/transaction'
import { AppError, forbidden } from '@/lib/platform/errors'
import { dayOf, endOfDay, startOfDay } from '@/lib/utils/dates'
import { toMinorUnits } from '@/lib/utils/money'
import { slugOf } from '@/lib/utils/slug'
import { Category } from '@/models/category'
import { Course } from '@/models/course'
import { User } from '@/models/user'
import { COURSE_LIMITS, COURSE_REASONS, RESERVED_SLUGS } from '../constants'
import { canCreateCourse, canPublishCourse } from '../policy'
import type { CourseChange, NewCourse, PriceChange } from '../schema/course'
import { lessonsInZone } from './dated-lessons'
import { forgetUnused } from './lesson-files'
import { refreshListing } from './listing'
import { changeRevision, conflict, requireVersion, type Details } from './revision'
import { trailerOf } from './trailer-fields'

/** What the answer to a write names, so that the writer can go on. */
export type Written = { courseId: string; version: number }

/**
 * Begins a draft without lessons. Its slug is made of its title where none is given, and made distinct.
 *
 * @throws forbidden (`account.not_approved`); conflict (`course.slug_taken`) where a given slug is taken;
 *   invalid with `fields.category`, `fields.instructor`
 */
export async function createCourse(
  viewer: Viewer,
  { instructor, ...input }: NewCourse,
): Promise<{ courseId: string; slug: string }> {
  const owner = await ownerOf(viewer, instructor)
  const { timeZone = isMember(viewer) ? viewer.timeZone : 'UTC' } = input
  const begin = async (slug: string) => {
    const _id = new Types.ObjectId()
    const details = await withChange(
      { ...EMPTY, title: input.title, slug, timeZone },
      { ...input, slug, timeZone },
    )
    await inTransaction(async () => {
      await Course.create([{ _id, ...details, instructor: owner, status: 'draft' }])
      await refreshListing(viewer, { courseId: _id.toHexString() })
    })
    return { courseId: _id.toHexString(), slug }
  }
  const { slug } = input
  return slug === undefined ? withFreeSlug(input.title, begin) : onSlug(() => begin(slug))
}

/**
 * Changes details of a course's working copy; learners see them once they are published. Where its zone changes, days stay
 * the same days: its first and last one, and those on which lessons open.
 *
 * @throws precondition (`course.changed_meanwhile`); conflict (`course.in_review`, `course.slug_fixed`, `course.slug_taken`);
 *   invalid with `fields`
 */
export async function updateCourse(
  viewer: Viewer,
  { courseId, version, trailer, ...change }: CourseChange,
): Promise<Written> {
  const { before, course, ...written } = await onSlug(() =>
    changeRevision(viewer, { courseId }, async (held) => {
      const { revision, isUnseen, edit } = held
      requireVersion(revision.detailsEdit.version, version)
      if (!isUnseen && change.slug !== undefined && change.slug !== revision.details.slug)
        throw conflict('The address is fixed.', COURSE_REASONS.slugFixed)
      const before = revision.details
      const details = await withChange(before, change)
      if (trailer !== undefined) details.trailer = await trailerOf(viewer, held, trailer)
      return {
        details,
        detailsEdit: edit,
        lessons: await lessonsInZone(held, { from: before.timeZone, to: details.timeZone }),
        answer: { courseId, version: edit.version, before, course: held.course._id },
      }
    }),
  )
  if (trailer !== undefined) await forgetUnused(viewer, { course, rows: [before] })
  return written
}

/** The price as a person typed it; errors as those of `updateCourse`. */
export function setPrice(
  viewer: Viewer,
  { courseId, version, amount, currency }: PriceChange,
): Promise<Written> {
  return updateCourse(viewer, {
    courseId,
    version,
    price: { amount: toMinorUnits(Number(amount), currency), currency },
  })
}

const EMPTY = {
  subtitle: '',
  description: '',
  outcomes: [],
  requirements: [],
  tags: [],
  category: null,
  categorySlug: null,
  level: 'Beginner',
  language: 'en',
  price: { amount: 0, currency: 'EUR' },
  thumbnail: null,
  trailer: null,
  startDate: null,
  endDate: null,
} as const

type Change = Omit<CourseChange, 'courseId' | 'version' | 'trailer'>

/** Details with what is given of a change; days become moments in the course's zone. */
async function withChange(before: Readonly<Details> | object, change: Change): Promise<Details> {
  const { category, startDate, endDate, ...plain } = change
  const given = Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== undefined))
  const old = before as Details
  const zone = change.timeZone ?? old.timeZone
  const details: Details = {
    ...old,
    ...given,
    ...(category !== undefined && (await categoryOf(category))),
    startDate: momentOf(startDate, { before: old.startDate, from: old.timeZone, zone }),
    endDate: momentOf(endDate, { before: old.endDate, from: old.timeZone, zone, isEnd: true }),
  }
  if (details.startDate && details.endDate && details.endDate <= details.startDate)
    throw new AppError('invalid', 'The last day is before the first one.', {
      fields: { endDate: COURSE_REASONS.endsBeforeStart },
    })
  return details
}

type OldDay = { before?: Date | null; from: string; zone: string; isEnd?: boolean }

/** A day that is kept stays the same day when the zone changes. An end is the first instant after its day. */
function momentOf(day: string | null | undefined, { before, from, zone, isEnd = false }: OldDay) {
  const kept = before ? dayOf(isEnd ? new Date(before.getTime() - 1) : before, from) : null
  const wanted = day === undefined ? kept : day
  if (wanted === null) return null
  return isEnd ? endOfDay(wanted, zone) : startOfDay(wanted, zone)
}

async function categoryOf(slug: string | null) {
  if (slug === null) return { category: null, categorySlug: null }
  const row = await Category.findOne({ slug }).select({ slug: 1 }).lean()
  if (row !== null) return { category: row._id, categorySlug: row.slug }
  throw new AppError('invalid', 'There is no such category.', {
    fields: { category: COURSE_REASONS.unknownCategory },
  })
}

async function ownerOf(viewer: Viewer, username: string | undefined): Promise<Types.ObjectId> {
  if (viewer.kind === 'visitor') requireMember(viewer)
  if (
    username === undefined ||
    (isMember(viewer) && username.toLowerCase() === viewer.username.toLowerCase())
  )
    return ownOf(viewer)
  if (!canPublishCourse(viewer)) throw forbidden('Only an admin begins courses for others.')
  return (await findInstructor(username))._id
}

function ownOf(viewer: Viewer): Types.ObjectId {
  const member = requireMember(viewer)
  if (canCreateCourse(viewer, member.userId)) return toObjectId(member.userId)
  const isWaiting = member.role === 'instructor'
  throw forbidden('Only approved instructors teach.', isWaiting ? 'account.not_approved' : undefined)
}

/** Somebody who may teach, by their username. */
export async function findInstructor(username: string): Promise<{ _id: Types.ObjectId }> {
  const row = await User.findOne({
    usernameKey: username.toLowerCase(),
    active: true,
    $or: [{ role: 'admin' }, { role: 'instructor', approved: true }],
  })
    .select({ _id: 1 })
    .lean()
  if (row !== null) return row
  throw new AppError('invalid', 'There is no such instructor.', {
    fields: { username: COURSE_REASONS.unknownInstructor },
  })
}

const NUMBERED_SLUGS = 20

/** The slug of a title that no course has yet; with a number, or at last with chance, where others have it. */
async function freeSlug(title: string): Promise<string> {
  const base = slugOf(title, COURSE_LIMITS.slugLength - 8) || 'course'
  const numbered = Array.from({ length: NUMBERED_SLUGS }, (_, index) =>
    index === 0 ? base : `${base}-${index + 1}`,
  )
  const taken = await Course.find({ slug: { $in: numbered } })
    .select({ slug: 1 })
    .limit(NUMBERED_SLUGS)
    .lean()
  const known = new Set([...RESERVED_SLUGS, ...taken.map(({ slug }) => slug)])
  return numbered.find((slug) => !known.has(slug)) ?? `${base}-${randomInt(100_000, 1_000_000)}`
}

const SLUG_TRIES = 5

/** Runs what makes a course of this title; where another one takes the address at that moment, with the next free one. */
export async function withFreeSlug<T>(title: string, run: (slug: string) => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    const slug = await freeSlug(title)
    try {
      return await run(slug)
    } catch (error) {
      if (duplicateKeyFields(error)?.includes('slug') !== true || tries === SLUG_TRIES) throw error
    }
  }
}

function onSlug<T>(run: () => Promise<T>): Promise<T> {
  return onDuplicateKey(
    run,
    () =>
      new AppError('conflict', 'Another course has this address.', {
        reason: COURSE_REASONS.slugTaken,
        fields: { slug: COURSE_REASONS.slugTaken },
      }),
  )
}
