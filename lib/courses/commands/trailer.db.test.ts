import { createReadStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { keepCourseFile, type CourseFileKind } from '@/lib/media/commands/course-files'
import { systemViewer, type Member } from '@/lib/platform/auth/viewer'
import { now, setClock } from '@/lib/platform/clock'
import { resetEnv } from '@/lib/platform/env'
import { CLIP, CLIP_WEBM } from '@/lib/platform/testing/clips'
import { makeCourse } from '@/lib/platform/testing/courses'
import { useTestDatabase } from '@/lib/platform/testing/db'
import { asAdmin, asInstructor, asStudent, asVisitor } from '@/lib/platform/testing/viewers'
import { Course } from '@/models/course'
import { Upload } from '@/models/upload'
import { getAuthoredCourse } from '../queries/authored-course'
import { getAuthoredTrailer } from '../queries/authored-trailer'
import { getCheckList } from '../queries/check-list'
import { getCourse } from '../queries/course'
import { getReview } from '../queries/review'
import type { TrailerInput } from '../schema/video'
import { duplicateCourse } from './copying'
import { updateCourse } from './courses'
import { publishCourse } from './publishing'
import { submitCourse } from './review'
import { changeTrailer } from './trailer'
import { forgetUnusedUploads, UNUSED_DAYS } from './unused-uploads'

useTestDatabase()

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'trailer-'))
  process.env['DATA_DIR'] = folder
  resetEnv()
})
afterAll(() => rm(folder, { recursive: true, force: true }))
afterEach(() => setClock(undefined))

let ines: Member
let courseId: string
let slug: string
beforeEach(async () => {
  ines = await asInstructor()
  const { course } = await makeCourse({
    instructor: ines.userId as never,
    description: 'All of it.',
    tags: ['bread'],
  })
  courseId = course.id
  slug = course.slug
})

async function* bytesOf(text: string) {
  yield Buffer.from(text)
}
const kept = (kind: CourseFileKind, name: string, bytes: AsyncIterable<Uint8Array>) =>
  keepCourseFile(ines, { kind, name, bytes, courseId, size: { width: 160, height: 90 } })
const film = (file = CLIP) => kept('video', path.basename(file), createReadStream(file))
const words = () => kept('captions', 'en.vtt', bytesOf('WEBVTT\n\n00:01.000 --> 00:02.000\nHello\n'))

const version = async () => (await getAuthoredCourse(ines, { courseId })).detailsEdit.version
const uploaded = (uploadId: string, more: Partial<TrailerInput> = {}): TrailerInput => ({
  source: 'upload',
  uploadId,
  url: null,
  durationSeconds: 10,
  posterUrl: null,
  captions: [],
  ...more,
})
const set = async (change: TrailerInput | null, before: TrailerInput | null = null) =>
  changeTrailer(ines, { courseId, version: await version(), change, before })
const shown = async () => (await getCourse(asVisitor(), { slug })).trailer
async function publish() {
  await submitCourse(ines, { courseId, version: (await getAuthoredCourse(ines, { courseId })).version })
  await publishCourse(await asAdmin(), {
    courseId,
    version: (await getAuthoredCourse(ines, { courseId })).version,
  })
}
const isPublic = async (id: string) => (await Upload.findById(id).lean())?.isPublic

it('is written in the working copy, and everybody’s with the publication, captions too', async () => {
  const [{ uploadId, publicUrl }, captions] = [await film(), await words()]
  await set(uploaded(uploadId, { captions: [{ language: 'en', uploadId: captions.uploadId }] }))
  expect(await shown()).toBeNull()
  expect(await isPublic(uploadId)).toBe(false)
  expect((await getAuthoredTrailer(ines, { courseId })).trailer).toMatchObject({
    source: 'upload',
    url: null,
    upload: { uploadId, name: 'clip.mp4' },
    captions: [{ language: 'en', uploadId: captions.uploadId }],
  })
  await publish()
  expect(await shown()).toMatchObject({
    src: publicUrl,
    durationSeconds: 10,
    width: 160,
    tracks: [{ language: 'en', src: captions.publicUrl }],
  })
  expect([await isPublic(uploadId), await isPublic(captions.uploadId)]).toEqual([true, true])
})

it('stays with learners until another one is published, and its files go then', async () => {
  const old = await film()
  await set(uploaded(old.uploadId))
  await publish()
  const next = await film(CLIP_WEBM)
  await set(uploaded(next.uploadId), uploaded(old.uploadId))
  expect((await shown())?.src).toBe(old.publicUrl)
  await publish()
  expect((await shown())?.src).toBe(next.publicUrl)
  expect(await Upload.exists({ _id: old.uploadId })).toBeNull()
  await set(null, uploaded(next.uploadId))
  await publish()
  expect(await shown()).toBeNull()
  expect(await Upload.exists({ _id: next.uploadId })).toBeNull()
})

it('may be a page elsewhere, to which the course’s page leads', async () => {
  await set({ source: 'link', url: 'https://vimeo.com/76979871', durationSeconds: 60 })
  await publish()
  expect(await shown()).toMatchObject({ source: 'link', src: null, url: 'https://vimeo.com/76979871' })
})

it('is forgotten at once where it was replaced before anybody saw it', async () => {
  const [first, second] = [await film(), await film(CLIP_WEBM)]
  await set(uploaded(first.uploadId))
  await set(uploaded(second.uploadId), uploaded(first.uploadId))
  expect(await Upload.exists({ _id: first.uploadId })).toBeNull()
  setClock(new Date(now().getTime() + (UNUSED_DAYS + 1) * 86_400_000))
  await forgetUnusedUploads(systemViewer('test'))
  expect(await Upload.exists({ _id: second.uploadId })).not.toBeNull()
})

it('is changed while the details are being written, but not over another trailer', async () => {
  const seen = await version()
  await updateCourse(ines, { courseId, version: seen, subtitle: 'Written while the film was sent' })
  const link = { source: 'link', url: 'https://vimeo.com/1', durationSeconds: 0 } as const
  await changeTrailer(ines, { courseId, version: seen, change: link, before: null })
  expect((await getAuthoredCourse(ines, { courseId })).details.subtitle).toContain('Written while')
  const other = { ...link, url: 'https://vimeo.com/2' }
  await expect(
    changeTrailer(ines, { courseId, version: seen, change: other, before: null }),
  ).rejects.toMatchObject({ code: 'precondition', reason: 'course.changed_meanwhile' })
  await changeTrailer(ines, { courseId, version: seen, change: other, before: link })
  expect((await getAuthoredTrailer(ines, { courseId })).trailer?.url).toBe(other.url)
})

it('is a line of the checklist, and a change that an admin reads in words', async () => {
  const line = async () =>
    (await getCheckList(ines, { courseId })).lines.find(({ code }) => code === 'trailer')
  expect(await line()).toEqual({ code: 'trailer', isRequired: false, isDone: false })
  const { uploadId, publicUrl } = await film()
  await set(uploaded(uploadId))
  expect(await line()).toMatchObject({ isDone: true })
  await submitCourse(ines, { courseId, version: (await getAuthoredCourse(ines, { courseId })).version })
  const { details } = await getReview(await asAdmin(), { courseId })
  expect(details.map(({ field }) => field)).toEqual(['trailer'])
  expect(details[0]?.pieces.map(({ text }) => text).join('')).toBe(`${publicUrl}\n0:10`)
})

it('goes along with a copy of the course, from files of its own', async () => {
  const [{ uploadId }, captions] = [await film(), await words()]
  await set(uploaded(uploadId, { captions: [{ language: 'en', uploadId: captions.uploadId }] }))
  const copy = await duplicateCourse(ines, { courseId })
  const { trailer } = await Course.findById(copy.courseId).orFail().lean()
  expect(trailer).toMatchObject({ source: 'upload', captions: [{ language: 'en' }] })
  const files = [trailer?.upload?.toHexString(), trailer?.captions[0]?.upload.toHexString()]
  expect(files).not.toContain(uploadId)
  expect(await Upload.countDocuments({ _id: { $in: files } })).toBe(2)
  await set(null, uploaded(uploadId, { captions: [{ language: 'en', uploadId: captions.uploadId }] }))
  expect(await Upload.countDocuments({ _id: { $in: files } })).toBe(2)
})

it('takes no film of somebody else, and nothing that is no film', async () => {
  const paper = await kept('file', 'paper.txt', bytesOf('What to read.'))
  const kofi = await asInstructor()
  const foreign = await keepCourseFile(kofi, {
    kind: 'video',
    name: 'clip.mp4',
    bytes: createReadStream(CLIP),
  })
  for (const { uploadId } of [paper, foreign])
    await expect(set(uploaded(uploadId))).rejects.toMatchObject({
      code: 'invalid',
      fields: { 'trailer.uploadId': 'media.missing' },
    })
  await expect(set({ source: 'link', durationSeconds: 0 })).rejects.toMatchObject({
    fields: { 'trailer.url': 'media.missing' },
  })
})

it.each([
  ['a visitor', asVisitor, 'unauthenticated'],
  ['a student', asStudent, 'forbidden'],
  ['another instructor', asInstructor, 'forbidden'],
])('is not %s’s to read or change', async (_who, make, code) => {
  const viewer = await make()
  const change = { courseId, version: await version(), change: null, before: null }
  await expect(changeTrailer(viewer, change)).rejects.toMatchObject({ code })
  await expect(getAuthoredTrailer(viewer, { courseId })).rejects.toMatchObject({ code })
})
