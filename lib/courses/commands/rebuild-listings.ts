import 'server-only'
import type { Types } from 'mongoose'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { changed } from '@/lib/platform/cache'
import { now } from '@/lib/platform/clock'
import { forbidden } from '@/lib/platform/errors'
import { BLOCK_SIZE, numberSet, packBlock, sizeOf } from '@/lib/utils/number-set'
import { Category } from '@/models/category'
import { Course } from '@/models/course'
import { CourseListing } from '@/models/course-listing'
import { CourseSet } from '@/models/course-set'
import { CourseSortRow } from '@/models/course-sort-row'
import { User } from '@/models/user'
import { packKeys } from '../listing/bytes'
import { COUNTER, LISTING_FIELDS, listingOf, type ListingRow } from './listing'
import { setSortValues } from './sort-values'

const COURSES_PER_READ = 1_000
const ROWS_PER_WRITE = 5_000

/**
 * Writes the sets and values of all courses anew from the courses themselves. It holds the sets of 65,536 courses at a time,
 * two bytes for each course in each of them: some hundred MiB, however many courses there are. For an academy that is
 * closed (a migration, a script): who searches meanwhile finds what has been written so far. Begun again, it does all
 * of it again.
 */
export async function rebuildListings(
  viewer: Viewer,
  { onProgress = () => undefined }: { onProgress?: (done: number) => void } = {},
): Promise<void> {
  if (viewer.kind !== 'system') throw forbidden()
  const categories = new Map(
    (await Category.find({}).limit(1_000).lean()).map(({ _id, name }) => [_id.toHexString(), name]),
  )
  await CourseSet.deleteMany({}, { requireFilter: false })
  await CourseListing.deleteMany({}, { requireFilter: false })
  await CourseSortRow.deleteMany({}, { requireFilter: false })
  let gathered: Gathered = { block: 0, lists: new Map() }
  let done = 0
  // The database writes what was found while more is being found.
  let writing: Promise<void> = Promise.resolve()
  for await (const rows of readCourses()) {
    const listings = await listingsOf(rows, { categories, numbersFrom: done + 1 })
    await writing
    for (const { number, keys } of listings) {
      const block = Math.floor(number / BLOCK_SIZE)
      if (block !== gathered.block) {
        await writeSets(gathered)
        gathered = { block, lists: new Map() }
      }
      gather(gathered, keys, number)
    }
    writing = writeListings(listings)
    // Where finding fails first, nobody waits for what is being written; its own failure is met by the next wait.
    writing.catch(() => undefined)
    done += rows.length
    onProgress(done)
  }
  await writing
  await writeSets(gathered)
  await CourseSet.updateOne(COUNTER, { $set: { size: done, members: Buffer.alloc(0) } }, { upsert: true })
  await changed('catalogue', 'home')
}

/** For how many courses the listings have been written, and numbers given since; 0 where that was broken off. */
export async function countNumbers(viewer: Viewer): Promise<number> {
  if (viewer.kind !== 'system') throw forbidden()
  return (await CourseSet.findOne(COUNTER).select({ size: 1 }).lean())?.size ?? 0
}

type Listing = { row: ListingRow; number: number; keys: string[]; facts: Facts }
type Facts = { isListed: boolean; turnsAt: Date | null }

async function listingsOf(
  rows: ListingRow[],
  { categories, numbersFrom }: { categories: ReadonlyMap<string, string>; numbersFrom: number },
): Promise<Listing[]> {
  const names = await namesOfTeachers(rows)
  const moment = now()
  return rows.map((row, index) => {
    const teachers = [...(row.instructor ? [row.instructor] : []), ...row.coInstructors]
    const category = categories.get(row.category?.toHexString() ?? '') ?? ''
    const instructors = teachers.flatMap((id) => names.get(id.toHexString()) ?? [])
    const { keys, ...facts } = listingOf(row, { category, instructors }, moment)
    return { row, number: numbersFrom + index, keys, facts }
  })
}

/** In the order of their making, so that numbers rise with time. */
async function* readCourses(): AsyncGenerator<ListingRow[]> {
  let last: Types.ObjectId | null = null
  for (;;) {
    const rows: ListingRow[] = await Course.find(last === null ? {} : { _id: { $gt: last } })
      .sort({ _id: 1 })
      .limit(COURSES_PER_READ)
      .select(LISTING_FIELDS)
      .lean<ListingRow[]>()
    if (rows.length > 0) yield rows
    last = rows.at(-1)?._id ?? null
    if (rows.length < COURSES_PER_READ) return
  }
}

async function namesOfTeachers(rows: ListingRow[]): Promise<Map<string, string>> {
  const ids = rows.flatMap(({ instructor, coInstructors }) => [
    ...(instructor ? [instructor] : []),
    ...coInstructors,
  ])
  const people = await User.find({ _id: { $in: ids } })
    .limit(ids.length + 1)
    .select({ fullName: 1 })
    .lean()
  return new Map(people.map(({ _id, fullName }) => [_id.toHexString(), fullName]))
}

/** Of each course its keys and what it is put in order by; the course itself only where it says something else. */
async function writeListings(listings: readonly Listing[]): Promise<void> {
  await CourseListing.insertMany(
    listings.map(({ row, keys }) => ({ _id: row._id, keys: packKeys(keys) })),
    { lean: true },
  )
  await setSortValues(
    listings.flatMap(({ row, number, facts }) =>
      facts.isListed ? [{ ...row, catalogueNumber: number }] : [],
    ),
  )
  const stale = listings.filter(({ row, number, facts }) => !isSaying(row, { ...facts, number }))
  if (stale.length === 0) return
  await Course.bulkWrite(
    stale.map(({ row, number, facts }) => ({
      updateOne: {
        filter: { _id: row._id },
        update: { $set: { ...facts, catalogueNumber: number } },
        timestamps: false,
      },
    })),
  )
}

function isSaying(row: ListingRow, { isListed, turnsAt, number }: Facts & { number: number }): boolean {
  const turns = row.turnsAt?.getTime() ?? null
  return row.isListed === isListed && row.catalogueNumber === number && turns === (turnsAt?.getTime() ?? null)
}

/** Of one block, which of its numbers each key has: as lists, because most sets are small and bits would take 8 kB each. */
type Gathered = { block: number; lists: Map<string, List> }
type List = { numbers: Uint16Array; size: number }

function gather({ lists }: Gathered, keys: readonly string[], number: number): void {
  for (const key of keys) {
    const list = lists.get(key) ?? { numbers: new Uint16Array(2), size: 0 }
    if (list.size === 0) lists.set(key, list)
    if (list.size === list.numbers.length) {
      const longer = new Uint16Array(2 * list.size)
      longer.set(list.numbers)
      list.numbers = longer
    }
    list.numbers[list.size] = number % BLOCK_SIZE
    list.size += 1
  }
}

/** Every row once: no other block has the same one. */
async function writeSets({ block, lists }: Gathered): Promise<void> {
  let rows: { key: string; block: number; members: Buffer; size: number }[] = []
  for (const [key, { numbers, size }] of lists) {
    rows.push({ key, block, ...packed(numbers.subarray(0, size)) })
    if (rows.length < ROWS_PER_WRITE) continue
    await CourseSet.insertMany(rows, { lean: true, ordered: false })
    rows = []
  }
  if (rows.length > 0) await CourseSet.insertMany(rows, { lean: true, ordered: false })
}

function packed(numbers: Uint16Array) {
  const set = numberSet(numbers)
  return { members: Buffer.from(packBlock(set.get(0) ?? new Uint32Array())), size: sizeOf(set) }
}
