import 'server-only'
import type { Types } from 'mongoose'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { changed } from '@/lib/platform/cache'
import { now } from '@/lib/platform/clock'
import { toObjectId } from '@/lib/platform/db/object-id'
import { inTransaction } from '@/lib/platform/db/transaction'
import { forbidden } from '@/lib/platform/errors'
import { addTo, BLOCK_SIZE, packBlock, removeFrom, sizeOf, unpackBlock } from '@/lib/utils/number-set'
import { Category } from '@/models/category'
import { Course, type CourseFields } from '@/models/course'
import { CourseListing } from '@/models/course-listing'
import { CourseSet } from '@/models/course-set'
import { User } from '@/models/user'
import { runStatusAt } from '../dto'
import { bytesOf, packKeys, unpackKeys } from '../listing/bytes'
import { filterKey, filterKeysOf, isListedAs, wordKeysOf, type NamesOnCourse } from '../listing/keys'
import { setSortValues } from './sort-values'

const COURSES_PER_STEP = 50
/** The row that counts the numbers given so far; no key of a set begins so. */
export const COUNTER = { key: '#numbers', block: 0 }

export const LISTING_FIELDS =
  'title subtitle tags category categorySlug level language instructor coInstructors price rating status startDate endDate durationMinutes enrollmentCount publishedAt isListed catalogueNumber turnsAt'
export type ListingRow = { _id: Types.ObjectId } & Pick<
  CourseFields,
  | 'title'
  | 'subtitle'
  | 'tags'
  | 'category'
  | 'categorySlug'
  | 'level'
  | 'language'
  | 'instructor'
  | 'coInstructors'
  | 'price'
  | 'rating'
  | 'status'
  | 'startDate'
  | 'endDate'
  | 'durationMinutes'
  | 'enrollmentCount'
  | 'publishedAt'
  | 'isListed'
  | 'turnsAt'
  | 'catalogueNumber'
>

/**
 * Puts a course into the sets by which the catalogue finds it, takes it out of those where it no longer belongs, and notes
 * by what it is put in order.
 * Every command that changes what is in a listing calls it last, in its transaction. It changes nothing of the course
 * itself, so whoever may do that may do this.
 */
export async function refreshListing(_viewer: Viewer, { courseId }: { courseId: string }): Promise<void> {
  const _id = toObjectId(courseId)
  await inTransaction(async () => {
    const course = await Course.findById(_id).select(LISTING_FIELDS).lean<ListingRow>()
    if (course === null) return
    const { keys, ...facts } = listingOf(course, await namesOn(course), now())
    const catalogueNumber = course.catalogueNumber ?? (await nextNumber())
    const before = await CourseListing.findById(_id).lean()
    await moveBetweenSets(catalogueNumber, unpackKeys(before?.keys), keys)
    if (facts.isListed) await setSortValues([{ ...course, catalogueNumber }])
    await CourseListing.updateOne({ _id }, { $set: { keys: packKeys(keys) } }, { upsert: true })
    await Course.updateOne({ _id }, { $set: { ...facts, catalogueNumber } }, { timestamps: false })
  })
}

/** Takes a course that is about to be deleted out of every set. */
export async function removeListing(_viewer: Viewer, { courseId }: { courseId: string }): Promise<void> {
  await inTransaction(async () => {
    const _id = toObjectId(courseId)
    const course = await Course.findById(_id).select({ catalogueNumber: 1 }).lean()
    const before = await CourseListing.findByIdAndDelete(_id).lean()
    const number = course?.catalogueNumber ?? null
    if (before !== null && number !== null) await moveBetweenSets(number, unpackKeys(before.keys), [])
  })
}

/** After a person took another name: their courses are found by it. */
export async function refreshListingsOfInstructor(
  viewer: Viewer,
  { userId }: { userId: string },
): Promise<void> {
  if (viewer.kind !== 'system') throw forbidden()
  const person = toObjectId(userId)
  await refreshEach(viewer, { $or: [{ instructor: person }, { coInstructors: person }] })
}

/** After a category took another name or address. */
export async function refreshListingsOfCategory(
  viewer: Viewer,
  { categoryId }: { categoryId: string },
): Promise<void> {
  if (viewer.kind !== 'system') throw forbidden()
  await refreshEach(viewer, { category: toObjectId(categoryId) })
  await changed('catalogue', 'home')
}

/** Courses that have begun or ended since the last look: others can be begun now, or are offered no more. */
export async function turnListings(viewer: Viewer): Promise<void> {
  if (viewer.kind !== 'system') throw forbidden()
  for (;;) {
    const rows = await Course.find({ turnsAt: { $gt: new Date(0), $lte: now() } })
      .sort({ turnsAt: 1 })
      .limit(COURSES_PER_STEP)
      .select({ slug: 1 })
      .lean()
    for (const { _id } of rows) await refreshListing(viewer, { courseId: _id.toHexString() })
    const tags = rows.flatMap(({ _id, slug }) => [`course:${_id}`, `course-slug:${slug}`])
    if (rows.length > 0) await changed('catalogue', 'home', ...tags)
    if (rows.length < COURSES_PER_STEP) return
  }
}

/** What a course's own row says of its place in the catalogue. */
export function listingOf(course: Omit<ListingRow, '_id'>, names: NamesOnCourse, moment: Date) {
  const schedule = { startDate: course.startDate ?? null, endDate: course.endDate ?? null }
  const runStatus = runStatusAt(schedule, moment)
  const turns = [schedule.startDate, schedule.endDate].find((day) => day !== null && day > moment)
  const isListed = isListedAs(course.status, runStatus)
  const filterKeys = isListed ? filterKeysOf(course, runStatus) : []
  return {
    isListed,
    turnsAt: turns ?? null,
    keys: [filterKey.status(course.status), ...filterKeys, ...wordKeysOf(course, names, isListed)],
  }
}

async function refreshEach(viewer: Viewer, filter: Record<string, unknown>): Promise<void> {
  let last: Types.ObjectId | null = null
  for (;;) {
    const rows: { _id: Types.ObjectId }[] = await Course.find(
      last === null ? filter : { $and: [filter, { _id: { $gt: last } }] },
    )
      .sort({ _id: 1 })
      .limit(COURSES_PER_STEP)
      .select({ _id: 1 })
      .lean()
    for (const { _id } of rows) await refreshListing(viewer, { courseId: _id.toHexString() })
    last = rows.at(-1)?._id ?? null
    if (rows.length < COURSES_PER_STEP) return
  }
}

async function namesOn(course: ListingRow): Promise<NamesOnCourse> {
  const category = course.category && (await Category.findById(course.category).select({ name: 1 }).lean())
  const people = [...(course.instructor ? [course.instructor] : []), ...course.coInstructors]
  const rows = await User.find({ _id: { $in: people } })
    .limit(people.length + 1)
    .select({ fullName: 1 })
    .lean()
  return { category: category?.name ?? '', instructors: rows.map(({ fullName }) => fullName) }
}

async function nextNumber(): Promise<number> {
  const counter = await CourseSet.findOneAndUpdate(
    COUNTER,
    { $inc: { size: 1 }, $setOnInsert: { members: Buffer.alloc(0) } },
    { upsert: true, returnDocument: 'after' },
  ).lean()
  return counter.size
}

async function moveBetweenSets(
  number: number,
  before: readonly string[],
  after: readonly string[],
): Promise<void> {
  const [left, entered] = [
    new Set(before).difference(new Set(after)),
    new Set(after).difference(new Set(before)),
  ]
  const touched = [...left, ...entered]
  if (touched.length === 0) return
  const block = Math.floor(number / BLOCK_SIZE)
  const rows = await CourseSet.find({ key: { $in: touched }, block })
    .limit(touched.length)
    .lean()
  const known = new Map(rows.map((row) => [row.key, row]))
  await CourseSet.bulkWrite(
    touched.map((key) => {
      const bits = unpackBlock(bytesOf(known.get(key)?.members))
      const set = new Map([[0, bits]])
      if (left.has(key)) removeFrom(set, number % BLOCK_SIZE)
      else addTo(set, number % BLOCK_SIZE)
      const filter = { key, block }
      const size = sizeOf(set)
      if (size === 0) return { deleteOne: { filter } }
      const members = Buffer.from(packBlock(bits))
      return { updateOne: { filter, update: { $set: { members, size } }, upsert: true } }
    }),
  )
}
