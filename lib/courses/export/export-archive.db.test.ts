import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { GET } from '@/app/api/courses/[id]/archive/route'
import { keepCourseFile } from '@/lib/media/commands/course-files'
import { SIGN_IN_SECONDS } from '@/lib/platform/auth/sign-ins'
import { sealToken, sessionCookieName } from '@/lib/platform/auth/token'
import { systemViewer } from '@/lib/platform/auth/viewer'
import { toObjectId } from '@/lib/platform/db/object-id'
import { env, resetEnv } from '@/lib/platform/env'
import { storage } from '@/lib/platform/storage/port'
import { makeCourse } from '@/lib/platform/testing/courses'
import { useTestDatabase } from '@/lib/platform/testing/db'
import { asInstructor } from '@/lib/platform/testing/viewers'

useTestDatabase()

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'archive-'))
  process.env['DATA_DIR'] = folder
  resetEnv()
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** More than fits between a file and who reads it, and nothing makes it smaller: it is open until it is read. */
const LARGE = Buffer.concat([Buffer.from('%PDF-1.4\n'), randomBytes(4_000_000)])

/** A course with a large file, the way to its archive, and every file that the storage opens meanwhile. */
async function scene() {
  const teacher = await asInstructor()
  const { uploadId } = await keepCourseFile(systemViewer('test'), {
    kind: 'file',
    name: 'large.pdf',
    bytes: Readable.from([LARGE]),
  })
  const file = {
    upload: toObjectId(uploadId),
    name: 'large.pdf',
    mime: 'application/pdf',
    sizeBytes: LARGE.length,
  }
  const { course } = await makeCourse({ instructor: toObjectId(teacher.userId) }, [{ type: 'file', file }])
  const opened: Readable[] = []
  const { open } = storage()
  vi.spyOn(storage(), 'open').mockImplementation(async (...asked) => {
    const stream = await open(...asked)
    opened.push(stream)
    return stream
  })
  const { userId, signInId } = teacher
  const cookie = `${sessionCookieName()}=${await sealToken({ userId, signInId }, SIGN_IN_SECONDS)}`
  const ask = (init: RequestInit = {}) => {
    const request = new Request(`${env().APP_URL}/api/courses/${course.id}/archive`, {
      headers: { cookie },
      ...init,
    })
    return GET(request, { params: Promise.resolve({ id: course.id as string }) })
  }
  return { ask, opened }
}

const untilOpen = (opened: Readable[], isDestroyed: boolean) =>
  vi.waitFor(() => expect(opened.map(({ destroyed }) => destroyed)).toEqual([isDestroyed]))

test('who goes away before reading the archive leaves no file of the course open', async () => {
  const { ask, opened } = await scene()
  const leaving = new AbortController()
  await ask({ signal: leaving.signal })
  await untilOpen(opened, false)
  leaving.abort()
  await untilOpen(opened, true)
})

test('who goes away in the middle of the archive leaves no file of the course open', async () => {
  const { ask, opened } = await scene()
  const reader = (await ask()).body?.getReader()
  await reader?.read()
  await untilOpen(opened, false)
  await reader?.cancel()
  await untilOpen(opened, true)
})

test('who asks for the headers of the archive alone opens no file for long', async () => {
  const { ask, opened } = await scene()
  expect((await ask({ method: 'HEAD' })).body).toBeNull()
  await vi.waitFor(() => expect(opened.every(({ destroyed }) => destroyed)).toBe(true))
})
