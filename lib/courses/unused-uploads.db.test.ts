import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { keepCourseFile } from '@/lib/media/commands/course-files'
import { systemViewer, type Member } from '@/lib/platform/auth/viewer'
import { now, setClock } from '@/lib/platform/clock'
import { resetEnv } from '@/lib/platform/env'
import { makeCourse } from '@/lib/platform/testing/courses'
import { useTestDatabase } from '@/lib/platform/testing/db'
import { asAdmin, asInstructor } from '@/lib/platform/testing/viewers'
import { Upload } from '@/models/upload'
import { createLesson, updateLesson } from './commands/lessons'
import { forgetUnusedUploads, UNUSED_DAYS } from './commands/unused-uploads'

useTestDatabase()

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'unused-'))
  process.env['DATA_DIR'] = folder
  resetEnv()
})
afterAll(() => rm(folder, { recursive: true, force: true }))
afterEach(() => setClock(undefined))

const house = systemViewer('test')
let teacher: Member
let courseId: string
beforeEach(async () => {
  teacher = await asInstructor()
  courseId = (await makeCourse({ instructor: teacher.userId as never })).course.id
})

async function* words(text: string) {
  yield Buffer.from(text)
}
async function sent(forCourse = courseId): Promise<string> {
  const file = {
    kind: 'file',
    name: 'paper.txt',
    bytes: words('What to read.'),
    courseId: forCourse,
  } as const
  return (await keepCourseFile(teacher, file)).uploadId
}
async function shownIn(uploadId: string) {
  const lesson = { courseId, title: 'A paper', type: 'file' } as const
  const { lessonId, version } = await createLesson(teacher, lesson)
  return updateLesson(teacher, { lessonId, version, file: { uploadId } })
}
const daysLater = (days: number) => setClock(new Date(now().getTime() + days * 86_400_000 + 60_000))

it('forgets what nothing names after some days, and keeps what a working copy alone names', async () => {
  const [unused, used] = [await sent(), await sent()]
  await shownIn(used)
  daysLater(UNUSED_DAYS - 1)
  expect(await forgetUnusedUploads(house)).toBe(0)
  daysLater(1)
  expect(await forgetUnusedUploads(house)).toBe(1)
  expect(await Upload.exists({ _id: unused })).toBeNull()
  expect(await Upload.exists({ _id: used })).not.toBeNull()
})

it('takes no file into a lesson that was sent for another course, which would forget it', async () => {
  const other = await makeCourse({ instructor: teacher.userId as never })
  await expect(shownIn(await sent(other.course.id))).rejects.toMatchObject({
    code: 'invalid',
    fields: { 'file.uploadId': 'media.missing' },
  })
})

it('is the house’s own work', async () => {
  await expect(forgetUnusedUploads(await asAdmin())).rejects.toMatchObject({ code: 'forbidden' })
})
