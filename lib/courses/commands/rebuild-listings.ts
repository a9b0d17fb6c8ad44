import 'server-only'
import type { Types } from 'mongoose'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { changed } from '@/lib/platform/cache'
import { now } from '@/lib/platform/clock'
import { forbidden } from '@/lib/platform/errors'
import { BLOCK_SIZE, numberSet, packBlock, sizeOf, unpackBlock } from '@/lib/utils/number-set'
import { Category } from '@/models/category'
import { Course } from '@/models/course'
import { CourseListing } from '@/models/course-listing'
import { CourseSet } from '@/models/course-set'
import { User } from '@/models/user'
import { bytesOf } from '../listing/bytes'
import { COUNTER, LISTING_FIELDS, listingOf, type ListingRow } from './listing'

const COURSES_PER_READ = 1_000
/** Sets are held in memory for so many courses and then written: more is faster and takes more. */
const COURSES_PER_WRITE = 10_000
const ROWS_PER_WRITE = 2_000

/**
 * Writes the sets of all courses anew from the courses themselves, in steps of bounded memory. For an academy that is
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
  let gathered: Gathered = new Map()
  let done = 0
  for await (const rows of readCourses()) {
    const listings = await listingsOf(rows, { categories, numbersFrom: done + 1 })
    for (const { number, keys } of listings) for (const key of keys) gather(gathered, key, number)
    await CourseListing.insertMany(
      listings.map(({ _id, keys }) => ({ _id, keys })),
      { lean: true },
    )
    await Course.bulkWrite(
      listings.map(({ _id, number, facts }) => ({
        updateOne: {
          filter: { _id },
          update: { $set: { ...facts, catalogueNumber: number } },
          timestamps: false,
        },
      })),
    )
    done += rows.length
    if (done % COURSES_PER_WRITE === 0) {
      await writeSets(gathered)
      gathered = new Map()
    }
    onProgress(done)
  }
  await writeSets(gathered)
  await CourseSet.updateOne(COUNTER, { $set: { size: done, members: Buffer.alloc(0) } }, { upsert: true })
  await changed('catalogue', 'home')
}

async function listingsOf(
  rows: ListingRow[],
  { categories, numbersFrom }: { categories: ReadonlyMap<string, string>; numbersFrom: number },
) {
  const names = await namesOfTeachers(rows)
  const moment = now()
  return rows.map((row, index) => {
    const teachers = [...(row.instructor ? [row.instructor] : []), ...row.coInstructors]
    const category = categories.get(row.category?.toHexString() ?? '') ?? ''
    const instructors = teachers.flatMap((id) => names.get(id.toHexString()) ?? [])
    const { keys, ...facts } = listingOf(row, { category, instructors }, moment)
    return { _id: row._id, number: numbersFrom + index, keys, facts }
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

/** Numbers by the block they are in and the key, as lists: most sets are small, and bits would take 8 kB for each. */
type Gathered = Map<string, { key: string; block: number; numbers: number[] }>

function gather(gathered: Gathered, key: string, number: number): void {
  const block = Math.floor(number / BLOCK_SIZE)
  const id = `${block} ${key}`
  const row = gathered.get(id)
  if (row === undefined) gathered.set(id, { key, block, numbers: [number % BLOCK_SIZE] })
  else row.numbers.push(number % BLOCK_SIZE)
}

/** Adds what was gathered to what is stored already. */
async function writeSets(gathered: Gathered): Promise<void> {
  const rows = [...gathered.values()]
  for (let start = 0; start < rows.length; start += ROWS_PER_WRITE) {
    const some = rows.slice(start, start + ROWS_PER_WRITE)
    const stored = await CourseSet.find({
      key: { $in: some.map(({ key }) => key) },
      block: { $in: [...new Set(some.map(({ block }) => block))] },
    })
      .limit(ROWS_PER_WRITE * 2)
      .lean()
    const known = new Map(stored.map((row) => [`${row.block} ${row.key}`, bytesOf(row.members)]))
    await CourseSet.bulkWrite(
      some.map(({ key, block, numbers }) => {
        const bits = unpackBlock(known.get(`${block} ${key}`) ?? new Uint8Array())
        for (const [word, more] of (numberSet(numbers).get(0) ?? []).entries())
          bits[word] = (bits[word] ?? 0) | more
        const size = sizeOf(new Map([[0, bits]]))
        const update = { $set: { members: Buffer.from(packBlock(bits)), size } }
        return { updateOne: { filter: { key, block }, update, upsert: true } }
      }),
      { ordered: false },
    )
  }
}
