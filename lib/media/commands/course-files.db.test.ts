import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { resetEnv } from '@/lib/platform/env'
import { storage } from '@/lib/platform/storage/port'
import { CLIP } from '@/lib/platform/testing/clips'
import { useTestDatabase } from '@/lib/platform/testing/db'
import { asInstructor, asStudent, asVisitor } from '@/lib/platform/testing/viewers'
import { Upload } from '@/models/upload'
import { copyCourseFiles, forgetCourseFiles, keepCourseFile } from './course-files'

useTestDatabase()

beforeAll(async () => {
  process.env['DATA_DIR'] = await mkdtemp(path.join(tmpdir(), 'course-files-'))
  resetEnv()
})
afterAll(() => rm(String(process.env['DATA_DIR']), { recursive: true }))

const VTT = 'WEBVTT\n\n00:00.000 --> 00:04.000\nHello\n'
const GONE = 'a'.repeat(24)

async function kept() {
  const teacher = await asInstructor()
  const size = { width: 64, height: 36 }
  const film = await keepCourseFile(teacher, {
    kind: 'video',
    name: 'clip.mp4',
    bytes: Readable.from([await readFile(CLIP)]),
    size,
  })
  const captions = await keepCourseFile(teacher, {
    kind: 'captions',
    name: 'en.vtt',
    bytes: Readable.from([Buffer.from(VTT)]),
  })
  return { teacher, film, captions }
}

test('copies are files of their own: what becomes of the first does nothing to them', async () => {
  const { film, captions } = await kept()
  const other = await asInstructor()
  const copies = await copyCourseFiles(other, { uploadIds: [film.uploadId, captions.uploadId, GONE] })
  expect([...copies.keys()].sort()).toEqual([film.uploadId, captions.uploadId].sort())
  const first = await Upload.findById(film.uploadId).lean()
  const copy = await Upload.findById(copies.get(film.uploadId)).lean()
  expect(copy).toMatchObject({
    kind: 'video',
    name: 'clip.mp4',
    sha256: first?.sha256,
    width: 64,
    isPublic: false,
  })
  expect(String(copy?.owner)).toBe(other.userId)
  expect(copy?.key).not.toBe(first?.key)
  await forgetCourseFiles(other, { uploadIds: [film.uploadId] })
  expect(await buffer(await storage().open(copy?.key ?? ''))).toEqual(await readFile(CLIP))
})

test('where one cannot be copied, none is', async () => {
  const { teacher, film, captions } = await kept()
  const row = await Upload.findById(captions.uploadId).lean()
  await storage().remove(row?.key ?? '')
  const before = await Upload.countDocuments()
  await expect(copyCourseFiles(teacher, { uploadIds: [film.uploadId, captions.uploadId] })).rejects.toThrow()
  expect(await Upload.countDocuments()).toBe(before)
})

test.each([
  ['a visitor', asVisitor, 'unauthenticated'],
  ['a student', asStudent, 'forbidden'],
  ['an instructor who waits for approval', () => asInstructor({ approved: false }), 'forbidden'],
] as const)('%s copies none', async (_who, make, code) => {
  const { film } = await kept()
  const before = await Upload.countDocuments()
  await expect(copyCourseFiles(await make(), { uploadIds: [film.uploadId] })).rejects.toMatchObject({ code })
  expect(await Upload.countDocuments()).toBe(before)
})
