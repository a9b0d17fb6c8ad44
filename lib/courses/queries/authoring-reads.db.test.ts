import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { keepCourseFile } from '@/lib/media/commands/course-files'
import { WIDE_PIXELS } from '@/lib/media/constants'
import { toObjectId } from '@/lib/platform/db/object-id'
import { resetEnv } from '@/lib/platform/env'
import { makeCourse } from '@/lib/platform/testing/courses'
import { useTestDatabase } from '@/lib/platform/testing/db'
import { asAdmin, asInstructor, asStudent, asVisitor } from '@/lib/platform/testing/viewers'
import { Course } from '@/models/course'
import { Upload } from '@/models/upload'
import { createLesson, updateLesson } from '../commands/lessons'
import { submitCourse } from '../commands/review'
import { setThumbnail } from '../commands/thumbnail'
import { getAuthoredCourse } from './authored-course'
import { getDraftPreview } from './draft-preview'
import { getReview, listReviewQueue } from './review'
import { isSlugFree } from './slugs'

useTestDatabase()

beforeAll(async () => {
  process.env['DATA_DIR'] = await mkdtemp(path.join(tmpdir(), 'authoring-reads-'))
  resetEnv()
})
afterAll(() => rm(String(process.env['DATA_DIR']), { recursive: true }))

/** A published course of an instructor who has written one thing more. */
async function scene(type: 'file' | 'article' = 'article') {
  const teacher = await asInstructor()
  const facts = { instructor: toObjectId(teacher.userId), description: 'All of it.', tags: ['bread'] }
  const { course } = await makeCourse(facts, 2)
  const courseId = course.id as string
  const added = await createLesson(teacher, { courseId, title: 'A paper', type, content: 'Words.' })
  return { teacher, courseId, slug: course.slug, ...added }
}

const STRANGERS = [
  ['a visitor', asVisitor, 'unauthenticated'],
  ['a student', asStudent, 'forbidden'],
  ['an instructor', asInstructor, 'forbidden'],
] as const

describe('what waits for a decision', () => {
  test.each(STRANGERS)('is not shown to %s', async (_who, make, code) => {
    const { teacher, courseId } = await scene()
    const { version } = await getAuthoredCourse(teacher, { courseId })
    await submitCourse(teacher, { courseId, version })
    const viewer = await make()
    await expect(listReviewQueue(viewer)).rejects.toMatchObject({ code })
    await expect(getReview(viewer, { courseId })).rejects.toMatchObject({ code })
  })

  test('is shown to an admin, and not to its own author', async () => {
    const { teacher, courseId } = await scene()
    const { version } = await getAuthoredCourse(teacher, { courseId })
    await submitCourse(teacher, { courseId, version })
    await expect(getReview(teacher, { courseId })).rejects.toMatchObject({ code: 'forbidden' })
    const admin = await asAdmin()
    expect((await listReviewQueue(admin)).items).toMatchObject([{ id: courseId, isFirst: false }])
    expect(await getReview(admin, { courseId })).toMatchObject({ isFirst: false, details: [] })
    await expect(getReview(admin, { courseId: 'a'.repeat(24) })).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('an address', () => {
  test('is free until a course has it, which may keep it itself', async () => {
    const { teacher, courseId, slug } = await scene()
    expect(await isSlugFree(teacher, { slug: 'nobody-has-it' })).toBe(true)
    expect(await isSlugFree(teacher, { slug })).toBe(false)
    expect(await isSlugFree(teacher, { slug, courseId })).toBe(true)
  })

  test.each([
    ...STRANGERS.slice(0, 2),
    ['an instructor who waits', () => asInstructor({ approved: false }), 'forbidden'],
  ] as const)('is not looked up for %s', async (_who, make, code) => {
    await expect((async () => isSlugFree(await make(), { slug: 'x' }))()).rejects.toMatchObject({ code })
  })
})

describe('a lesson as it is being written', () => {
  test('shows its author and an admin a file that nobody else has yet', async () => {
    const { teacher, courseId, lessonId, version } = await scene('file')
    expect((await getDraftPreview(teacher, { lessonId })).type).not.toBe('file')
    const { uploadId } = await keepCourseFile(teacher, {
      kind: 'file',
      name: 'paper.pdf',
      bytes: Readable.from([
        Buffer.from('%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n'),
      ]),
      courseId,
    })
    await updateLesson(teacher, { lessonId, version, file: { uploadId } })
    const shown = await getDraftPreview(teacher, { lessonId })
    expect(shown).toMatchObject({ type: 'file', file: { name: 'paper.pdf' } })
    expect(JSON.stringify(shown)).toContain(uploadId)
    expect(await getDraftPreview(await asAdmin(), { lessonId })).toMatchObject({ type: 'file' })
  })

  test.each([
    ['a visitor', asVisitor, 'unauthenticated'],
    ['a student', asStudent, 'forbidden'],
    ['another instructor', asInstructor, 'forbidden'],
  ] as const)('shows %s nothing', async (_who, make, code) => {
    const { lessonId } = await scene()
    await expect(getDraftPreview(await make(), { lessonId })).rejects.toMatchObject({ code })
  })
})

describe('the picture of a course', () => {
  const photo = async () =>
    sharp({ create: { width: 80, height: 80, channels: 3, background: 'green' } })
      .jpeg()
      .toBuffer()
  const set = async (viewer: Parameters<typeof setThumbnail>[0], courseId: string) =>
    setThumbnail(viewer, { courseId, source: Readable.from([await photo()]), name: 'p.jpg', crop: {} })

  test('is of the working copy: learners see it after publication', async () => {
    const { teacher, courseId } = await scene()
    const { thumbnail } = await set(teacher, courseId)
    expect(thumbnail).toMatchObject(WIDE_PIXELS)
    const { details } = await getAuthoredCourse(teacher, { courseId })
    expect(details.thumbnail).toEqual(thumbnail)
    expect((await Course.findById(courseId).lean())?.thumbnail ?? null).toBeNull()
  })

  test.each([
    ['a visitor', asVisitor, 'unauthenticated'],
    ['a student', asStudent, 'forbidden'],
    ['another instructor', asInstructor, 'forbidden'],
  ] as const)('is not taken from %s, and their bytes are not kept', async (_who, make, code) => {
    const { courseId } = await scene()
    await expect(set(await make(), courseId)).rejects.toMatchObject({ code })
    expect(await Upload.countDocuments({ kind: 'picture' })).toBe(0)
  })
})
