import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ZipFile } from 'yazl'
import { systemViewer, type Member } from '@/lib/platform/auth/viewer'
import { toObjectId } from '@/lib/platform/db/object-id'
import { resetEnv } from '@/lib/platform/env'
import { CLIP } from '@/lib/platform/testing/clips'
import { makeCourse } from '@/lib/platform/testing/courses'
import { useTestDatabase } from '@/lib/platform/testing/db'
import { asInstructor, asStudent, asVisitor } from '@/lib/platform/testing/viewers'
import { Course } from '@/models/course'
import { CourseImport } from '@/models/course-import'
import { IncomingUpload } from '@/models/incoming-upload'
import { Lesson } from '@/models/lesson'
import { SignIn } from '@/models/sign-in'
import { exportArchive } from '../export/export-archive'
import { getImport } from '../queries/imports'
import { runImport, startImport } from './import-archive'

useTestDatabase()

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'archive-'))
  process.env['DATA_DIR'] = folder
  resetEnv()
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const house = systemViewer('test')
let teacher: Member
beforeEach(async () => {
  teacher = await asInstructor()
})

async function zipOf(files: Record<string, string>, films: Record<string, string> = {}): Promise<Buffer> {
  const zip = new ZipFile()
  for (const [name, text] of Object.entries(files)) zip.addBuffer(Buffer.from(text), name)
  for (const [name, file] of Object.entries(films)) zip.addFile(file, name)
  zip.end()
  return buffer(zip.outputStream)
}

/** As if it had been sent piece by piece. */
async function sent(bytes: Buffer, owner = teacher): Promise<string> {
  const id = Array.from({ length: 32 }, () => Math.floor(Math.random() * 16).toString(16)).join('')
  await mkdir(path.join(folder, 'uploads', 'incoming'), { recursive: true })
  await writeFile(path.join(folder, 'uploads', 'incoming', id), bytes)
  await IncomingUpload.create({
    _id: id,
    owner: toObjectId(owner.userId),
    kind: 'archive',
    name: 'light.zip',
    sizeBytes: bytes.length,
  })
  return id
}
async function imported(bytes: Buffer) {
  const { importId } = await startImport(teacher, { uploadId: await sent(bytes) })
  await runImport(house, { importId, isLastTry: false })
  return getImport(teacher, { importId })
}

const COURSE = {
  'light/course.md': '---\ntitle: Light\nslug: light\ncategory: Optics of our own\n---\n\nWhat light is.\n',
  'light/01-waves/01-water.md': '# Water\n\nSee [the next](02-film.md).\n',
  'light/01-waves/02-film.md': '---\ntype: video\nvideo: ../clip.mp4\n---\n# Film\n\nLook.\n',
  'light/01-waves/03-lost.md': '# Lost\n\n[nothing](nowhere.md)\n',
}
const FILMS = { 'light/clip.mp4': CLIP }

describe('an archive that is imported', () => {
  it('becomes a draft of who sent it, with a report of what was not taken', async () => {
    const report = await imported(await zipOf(COURSE, FILMS))
    expect(report).toMatchObject({ state: 'done', lessons: 3, reason: null })
    expect(report.losses.map(({ code }) => code).sort()).toEqual(['linkMissing', 'unknownCategory'])
    const course = await Course.findById(report.courseId).lean()
    expect(course).toMatchObject({ title: 'Light', slug: 'light', status: 'draft', categorySlug: null })
    expect(course?.instructor?.toHexString()).toBe(teacher.userId)
    expect(await readdir(path.join(folder, 'imports'))).toEqual([])
  })

  it('never touches a course that is there, not even one’s own: it gets the next free address', async () => {
    const { course } = await makeCourse({ slug: 'light', title: 'Kept', instructor: teacher.userId as never })
    const report = await imported(await zipOf(COURSE, FILMS))
    expect((await Course.findById(report.courseId).lean())?.slug).toBe('light-2')
    expect((await Course.findById(course.id).lean())?.title).toBe('Kept')
  })

  it('read a second time after a crash is the same course', async () => {
    const { importId } = await startImport(teacher, { uploadId: await sent(await zipOf(COURSE, FILMS)) })
    const again = await zipOf(COURSE, FILMS)
    await runImport(house, { importId, isLastTry: false })
    await CourseImport.updateOne({ _id: toObjectId(importId) }, { $set: { state: 'reading' } })
    await writeFile(path.join(folder, 'imports', `${importId}.zip`), again)
    await runImport(house, { importId, isLastTry: false })
    expect(await Course.countDocuments({ instructor: toObjectId(teacher.userId) })).toBe(1)
  })

  it('that an export made gives the same course again', async () => {
    const first = await imported(await zipOf(COURSE, FILMS))
    const { name, bytes } = await exportArchive(teacher, { courseId: first.courseId ?? '' })
    expect(name).toBe('light.zip')
    const second = await imported(await buffer(bytes))
    expect(second).toMatchObject({ state: 'done', lossCount: 0 })
    expect(await factsOf(second.courseId)).toEqual(await factsOf(first.courseId))
  })

  it.each([
    ['no archive', async () => Buffer.from('no zip'), 'import.not_zip'],
    ['no lesson', () => zipOf({ 'photo.txt': 'x' }), 'import.no_lessons'],
  ])('with %s in it fails with a word and leaves nothing', async (_what, bytesOf, reason) => {
    const report = await imported(await bytesOf())
    expect(report).toMatchObject({ state: 'failed', reason, courseId: null })
    expect(await Course.countDocuments({ instructor: toObjectId(teacher.userId) })).toBe(0)
    expect(await readdir(path.join(folder, 'imports'))).toEqual([])
  })

  it('is not read for somebody who has signed out meanwhile', async () => {
    const { importId } = await startImport(teacher, { uploadId: await sent(await zipOf(COURSE, FILMS)) })
    await SignIn.updateOne({ _id: toObjectId(teacher.signInId) }, { $set: { endedAt: new Date() } })
    await runImport(house, { importId, isLastTry: false })
    expect(await getImport(teacher, { importId })).toMatchObject({ reason: 'import.signed_out' })
  })
})

/** What a course says, without what is only its own: ids, address, times. */
async function factsOf(courseId: string | null) {
  const course = await Course.findById(courseId).lean()
  const lessons = await Lesson.find({ course: course?._id }).sort({ importKey: 1 }).lean()
  const plain = (text: string) => text.replace(/lesson:[0-9a-f]{24}/g, 'lesson')
  return {
    title: course?.title,
    description: course?.description,
    modules: course?.modules.map(({ title, sections }) => [
      title,
      sections.map(({ lessonIds }) => lessonIds.length),
    ]),
    lessons: lessons.map(({ importKey, type, title, body, durationMinutes, video }) => [
      importKey,
      type,
      title,
      plain(body),
      durationMinutes,
      video?.durationSeconds,
    ]),
  }
}

describe('who may', () => {
  it.each([
    ['a visitor', asVisitor, 'unauthenticated'],
    ['a student', asStudent, 'forbidden'],
    ['an instructor who waits for approval', () => asInstructor({ approved: false }), 'forbidden'],
    ['another instructor', asInstructor, 'not_found'],
  ])('%s may not import what somebody sent', async (_who, make, code) => {
    const uploadId = await sent(await zipOf(COURSE, FILMS))
    await expect(startImport(await make(), { uploadId })).rejects.toMatchObject({ code })
  })

  it('nobody else sees how far it is, nor exports the course', async () => {
    const { importId } = await startImport(teacher, { uploadId: await sent(await zipOf(COURSE, FILMS)) })
    const other = await asInstructor()
    await expect(getImport(other, { importId })).rejects.toMatchObject({ code: 'not_found' })
    const { course } = await makeCourse({ instructor: teacher.userId as never })
    await expect(exportArchive(other, { courseId: course.id })).rejects.toMatchObject({ code: 'not_found' })
    await expect(exportArchive(other, { courseId: course.id, copy: 'working' })).rejects.toMatchObject({
      code: 'not_found',
    })
  })
})
