import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { putPublicPicture } from '@/lib/media/commands/pictures'
import { readWhole } from '@/lib/media/commands/store'
import { systemViewer } from '@/lib/platform/auth/viewer'
import { resetEnv } from '@/lib/platform/env'
import { storage } from '@/lib/platform/storage/port'
import { makeCategory, makeCourse } from '@/lib/platform/testing/courses'
import { useTestDatabase } from '@/lib/platform/testing/db'
import { makeUser } from '@/lib/platform/testing/factories'
import { asVisitor } from '@/lib/platform/testing/viewers'
import { Course } from '@/models/course'
import { CoursePicture } from '@/models/course-picture'
import { Upload } from '@/models/upload'
import { drawPicture } from '../picture/draw'
import { pictureAddressOf, pictureFactsOf } from '../picture/facts'
import { getCourse } from '../queries/course'
import { getCoursePicture } from './picture'

useTestDatabase()

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'course-picture-'))
  process.env['DATA_DIR'] = folder
  resetEnv()
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const academy = 'TechElevate'
const versionIn = (address: string) => /([0-9a-f]{32})\.png$/.exec(address)?.[1] ?? ''
async function addressOf(slug: string): Promise<string> {
  return pictureAddressOf(pictureFactsOf(await getCourse(asVisitor(), { slug }), academy))
}
const ask = (slug: string, version: string) => getCoursePicture(asVisitor(), { slug, version, academy })
const filesOnDisk = async () =>
  (await readdir(path.join(folder, 'uploads'), { recursive: true, withFileTypes: true })).filter((entry) =>
    entry.isFile(),
  )

test('a course’s picture is drawn once, kept, and replaced with its file when it would show something else', async () => {
  const { course } = await makeCourse({ title: 'Reading numbers' })
  const address = await addressOf(course.slug)
  const first = await ask(course.slug, versionIn(address))
  if (!('file' in first)) throw new Error('The picture is elsewhere.')
  expect(first.file).toMatchObject({ mime: 'image/png', name: `${course.slug}.png` })
  const bytes = await readWhole(await storage().open(first.file.key))
  expect(await sharp(bytes).metadata()).toMatchObject({ format: 'png', width: 1200, height: 630 })
  expect(await ask(course.slug, versionIn(address))).toEqual(first)
  expect(await Upload.countDocuments({ kind: 'coursePicture' })).toBe(1)

  await Course.updateOne({ _id: course._id }, { $set: { title: 'Reading more numbers', enrollmentCount: 7 } })
  const next = await addressOf(course.slug)
  expect(next).not.toBe(address)
  expect(await ask(course.slug, versionIn(address))).toEqual({ isAt: next })
  await ask(course.slug, versionIn(next))
  expect(await CoursePicture.countDocuments()).toBe(1)
  expect(await Upload.countDocuments({ kind: 'coursePicture' })).toBe(1)
  expect(await filesOnDisk()).toHaveLength(1)
})

test('what the picture does not show leaves it as it is', async () => {
  const { course } = await makeCourse()
  const before = await addressOf(course.slug)
  await Course.updateOne({ _id: course._id }, { $set: { enrollmentCount: 99, subtitle: 'Other words' } })
  expect(await addressOf(course.slug)).toBe(before)
})

test('however many ask at once, it is drawn once and all of them get it', async () => {
  const { course } = await makeCourse()
  const version = versionIn(await addressOf(course.slug))
  const put = vi.spyOn(storage(), 'put')
  const all = await Promise.all(Array.from({ length: 5 }, () => ask(course.slug, version)))
  expect(put).toHaveBeenCalledOnce()
  put.mockRestore()
  expect(all).toEqual(all.map(() => all[0]))
  expect(all[0]).toMatchObject({ file: { mime: 'image/png' } })
  expect(await Upload.countDocuments({ kind: 'coursePicture' })).toBe(1)
})

test('nobody finds the picture of what they may not see', async () => {
  const { course } = await makeCourse({ status: 'draft' })
  await expect(ask(course.slug, '0'.repeat(32))).rejects.toMatchObject({ code: 'not_found' })
  await expect(ask('no-such-course', '0'.repeat(32))).rejects.toMatchObject({ code: 'not_found' })
})

test('a course’s own picture stands in it; without its file the art does', async () => {
  const red = await sharp({ create: { width: 900, height: 900, channels: 3, background: '#c02020' } })
    .png()
    .toBuffer()
  const { url, width, height } = await putPublicPicture(systemViewer('test'), red, 'red.png')
  const { course } = await makeCourse({ thumbnail: { url, width, height } })
  const shown = await ask(course.slug, versionIn(await addressOf(course.slug)))
  if (!('file' in shown)) throw new Error('The picture is elsewhere.')
  const bytes = await readWhole(await storage().open(shown.file.key))
  const pixel = await sharp(bytes).extract({ left: 1000, top: 300, width: 1, height: 1 }).raw().toBuffer()
  expect([...pixel.subarray(0, 3)]).toEqual([0xc0, 0x20, 0x20])

  const gone = { url: `/api/uploads/public/${'a'.repeat(64)}.webp`, width: 1, height: 1 }
  await Course.updateOne({ _id: course._id }, { $set: { thumbnail: gone } })
  expect(await ask(course.slug, versionIn(await addressOf(course.slug)))).toMatchObject({ file: {} })
})

test.each([
  ['ja', '光の写真：窓辺の一枚から学ぶ'],
  ['ko', '한국어로 생각하기'],
  ['bn', 'গল্পের মধ্য দিয়ে বাংলা ব্যাকরণ'],
] as const)('a title in %s is drawn, not left empty', async (language, title) => {
  const category = await makeCategory({ hue: 200 })
  const instructor = (await makeUser({ fullName: 'Ines Okafor', role: 'instructor' }))._id
  const facts = { language, category: category._id, instructor }
  const pixelsOf = async (shown: string) => {
    const { course } = await makeCourse({ ...facts, title: shown })
    const details = await getCourse(asVisitor(), { slug: course.slug })
    const png = await drawPicture({ ...pictureFactsOf(details, academy), seed: 'same' }, null)
    const { channels } = await sharp(png).extract({ left: 72, top: 176, width: 620, height: 300 }).stats()
    return channels[0]?.mean ?? 0
  }
  expect(await pixelsOf(title)).toBeGreaterThan((await pixelsOf('.')) + 2)
})
