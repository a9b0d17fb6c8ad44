import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { FileStore } from '@tus/file-store'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Member, Viewer } from '@/lib/platform/auth/viewer'
import { now, setClock } from '@/lib/platform/clock'
import { env, resetEnv } from '@/lib/platform/env'
import { storage } from '@/lib/platform/storage/port'
import { CLIP, CLIP_HEVC, CLIP_SECONDS } from '@/lib/platform/testing/clips'
import { makeCourse } from '@/lib/platform/testing/courses'
import { useTestDatabase } from '@/lib/platform/testing/db'
import { asAdmin, asInstructor, asStudent, asVisitor } from '@/lib/platform/testing/viewers'
import { IncomingUpload } from '@/models/incoming-upload'
import { Upload } from '@/models/upload'
import { readWhole } from './commands/store'

let viewer: Viewer
vi.mock('@/lib/platform/auth/request-viewer', () => ({
  callerOf: async () => ({ viewer, isByCookie: false, scopes: null, refusal: null }),
}))
let room = Number.MAX_SAFE_INTEGER
vi.mock('node:fs/promises', async (original) => {
  const real = await original<object>()
  return { ...real, statfs: async () => ({ bavail: room, bsize: 1 }) }
})

const { POST: begin } = await import('@/app/api/uploads/files/route')
const { HEAD, PATCH, DELETE } = await import('@/app/api/uploads/files/[id]/route')
const { POST: finish } = await import('@/app/api/uploads/files/[id]/finish/route')
const { IncomingLock } = await import('./commands/incoming-lock')

useTestDatabase()

let folder: string
let film: Buffer
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'incoming-'))
  process.env['DATA_DIR'] = folder
  resetEnv()
  film = await readFile(CLIP)
})
afterAll(() => rm(folder, { recursive: true, force: true }))

let teacher: Member
let courseId: string
beforeEach(async () => {
  viewer = teacher = await asInstructor()
  courseId = (await makeCourse({ instructor: teacher.userId as never })).course.id
})
afterEach(() => {
  room = Number.MAX_SAFE_INTEGER
  setClock(undefined)
})

type Refusal = { code?: string; reason?: string }
const at = (id: string) => ({ params: Promise.resolve({ id }) })
const address = (id: string) => `${env().APP_URL}/api/uploads/files/${id}`

async function announce(facts: object = {}): Promise<Response> {
  const body = JSON.stringify({ kind: 'video', courseId, name: 'film.mp4', sizeBytes: film.length, ...facts })
  const headers = { 'content-type': 'application/json' }
  return begin(
    new Request(`${env().APP_URL}/api/uploads/files`, { method: 'POST', body, headers }),
    at('') as never,
  )
}
async function announced(facts: object = {}): Promise<string> {
  const answer = await announce(facts)
  expect(answer.status).toBe(201)
  return ((await answer.json()) as { id: string }).id
}
const TUS = { 'tus-resumable': '1.0.0' }
async function send(id: string, bytes: Uint8Array | ReadableStream, offset = 0): Promise<Response> {
  const headers = {
    ...TUS,
    'upload-offset': String(offset),
    'content-type': 'application/offset+octet-stream',
  }
  return PATCH(
    new Request(address(id), {
      method: 'PATCH',
      headers,
      body: bytes as BodyInit,
      duplex: 'half',
    } as RequestInit),
    at(id),
  )
}
async function count(id: string): Promise<number | Refusal> {
  const answer = await HEAD(new Request(address(id), { method: 'HEAD', headers: TUS }), at(id))
  return answer.ok ? Number(answer.headers.get('upload-offset')) : ((await answer.json()) as Refusal)
}
async function done(id: string): Promise<{ status: number } & Refusal & Record<string, unknown>> {
  const answer = await finish(new Request(`${address(id)}/finish`, { method: 'POST' }), at(id))
  return { status: answer.status, ...((await answer.json()) as object) }
}
const incoming = () => readdir(path.join(folder, 'uploads', 'incoming'))

describe('a film that is sent in pieces', () => {
  it('is whole again at the end, measured, private, and its course’s', async () => {
    const id = await announced()
    expect((await send(id, film.subarray(0, 5_000))).headers.get('upload-offset')).toBe('5000')
    expect(await count(id)).toBe(5_000)
    expect((await send(id, film.subarray(5_000), 5_000)).status).toBe(204)
    const kept = await done(id)
    expect(kept).toMatchObject({
      status: 201,
      kind: 'video',
      name: 'film.mp4',
      durationSeconds: CLIP_SECONDS,
    })
    const row = await Upload.findById(kept['uploadId']).lean()
    expect(row).toMatchObject({ isPublic: false, mime: 'video/mp4' })
    expect(row?.course?.toHexString()).toBe(courseId)
    expect(film.equals(await readWhole(await storage().open(row?.key ?? '')))).toBe(true)
    expect(await incoming()).not.toContain(id)
  })

  it('goes on where the connection broke, with no byte lost or twice', async () => {
    const id = await announced()
    await broken(id, film.subarray(0, 70_000))
    const offset = await count(id)
    expect(offset).toBeGreaterThan(0)
    await send(id, film.subarray(offset as number), offset as number)
    const { uploadId } = await done(id)
    const row = await Upload.findById(uploadId).lean()
    expect(film.equals(await readWhole(await storage().open(row?.key ?? '')))).toBe(true)
  })

  it('answers a second call to finish as the first, whose answer may have been lost', async () => {
    const id = await announced()
    await send(id, film)
    const [first, second] = [await done(id), await done(id)]
    expect(second['uploadId']).toBe(first['uploadId'])
    expect(await Upload.countDocuments({ course: courseId })).toBe(1)
  })

  it('is kept once where two windows finish it at the same time', async () => {
    const id = await announced()
    await send(id, film)
    const answers = await Promise.all([done(id), done(id)])
    expect(new Set(answers.map(({ uploadId }) => uploadId)).size).toBe(1)
    expect(await Upload.countDocuments({ course: courseId })).toBe(1)
  })

  it('is not finished before it is whole', async () => {
    const id = await announced()
    await send(id, film.subarray(0, 100))
    expect(await done(id)).toMatchObject({ status: 422, reason: 'media.incomplete' })
    expect(await count(id)).toBe(100)
  })

  it('takes no bytes that do not follow those here, nor more than announced', async () => {
    const id = await announced({ sizeBytes: 10 })
    expect((await send(id, film.subarray(0, 4), 6)).status).toBe(409)
    expect((await send(id, film.subarray(0, 20))).status).toBe(413)
    expect(await count(id)).toBe(0)
  })

  it('is forgotten when it is given up', async () => {
    const id = await announced()
    await send(id, film.subarray(0, 100))
    const answer = await DELETE(new Request(address(id), { method: 'DELETE', headers: TUS }), at(id))
    expect(answer.status).toBe(204)
    expect(await incoming()).not.toContain(id)
    expect(await count(id)).toMatchObject({})
  })
})

/** Sends bytes over a connection that then breaks off. */
async function broken(id: string, bytes: Uint8Array): Promise<void> {
  async function* some() {
    yield bytes
    // The bytes are on the disk before the connection goes.
    await vi.waitFor(async () => {
      const { size } = await (
        await import('node:fs')
      ).promises.stat(path.join(folder, 'uploads', 'incoming', id))
      expect(size).toBeGreaterThan(0)
    })
    throw new Error('connection reset')
  }
  await send(id, Readable.toWeb(Readable.from(some(), { objectMode: false })) as ReadableStream)
}

describe('what is not accepted', () => {
  it.each([
    ['a text that is called a film', () => Buffer.from('no film at all '.repeat(500)), 'media.not_a_video'],
    ['a film that not every browser plays', () => readFile(CLIP_HEVC), 'media.video_codec'],
  ])('%s is refused by its content and leaves nothing', async (_what, bytesOf, reason) => {
    const bytes = await bytesOf()
    const id = await announced({ sizeBytes: bytes.length })
    await send(id, bytes)
    expect(await done(id)).toMatchObject({ reason })
    expect(await incoming()).not.toContain(id)
    expect(await Upload.countDocuments({ course: courseId })).toBe(0)
  })

  it('a program is refused as a file', async () => {
    const bytes = Buffer.concat([Buffer.from('7f454c4602010100', 'hex'), randomBytes(5_000)])
    const id = await announced({ kind: 'file', name: 'paper.pdf', sizeBytes: bytes.length })
    await send(id, bytes)
    expect(await done(id)).toMatchObject({ status: 415, reason: 'media.file_type' })
  })

  it('what is too large for its kind is refused before a byte is sent', async () => {
    expect((await announce({ sizeBytes: 501 * 1_048_576 })).status).toBe(422)
  })

  it('what would not fit on the disk is refused with words, and so is what no longer fits', async () => {
    room = film.length - 1
    const early = await announce()
    expect([early.status, ((await early.json()) as Refusal).reason]).toEqual([503, 'storage.full'])
    room = Number.MAX_SAFE_INTEGER
    const id = await announced()
    room = 0
    vi.spyOn(FileStore.prototype, 'write').mockRejectedValueOnce({ status_code: 500, body: 'ENOSPC' })
    const late = await send(id, film)
    expect([late.status, ((await late.json()) as Refusal).reason]).toEqual([503, 'storage.full'])
  })
})

describe('who may send', () => {
  it.each([
    ['a visitor', asVisitor, 401],
    ['a student', asStudent, 403],
    ['an instructor of other courses', asInstructor, 403],
    ['an instructor who waits for approval', () => asInstructor({ approved: false }), 403],
  ])('%s may not for a course of somebody else', async (_who, make, status) => {
    viewer = await make()
    expect((await announce()).status).toBe(status)
  })

  it('the course’s instructor may not while the account waits for approval or its address is unproven', async () => {
    for (const facts of [{ approved: false }, { emailVerifiedAt: null }]) {
      viewer = await asInstructor(facts as never)
      courseId = (await makeCourse({ instructor: (viewer as Member).userId as never })).course.id
      expect((await announce()).status).toBe(403)
    }
  })

  it('a draft of somebody else is not there', async () => {
    courseId = (await makeCourse({ status: 'draft' })).course.id
    expect((await announce()).status).toBe(404)
  })

  it('another person’s upload is not there, not even an admin’s to go on with', async () => {
    const id = await announced()
    for (const make of [asInstructor, asAdmin]) {
      viewer = await make()
      expect(await count(id)).toMatchObject({})
      expect((await send(id, film)).status).toBe(404)
      expect((await done(id)).status).toBe(404)
    }
    viewer = teacher
    expect(await count(id)).toBe(0)
  })
})

describe('between processes', () => {
  it('who waits for a file gets it from one that gives way, and nobody writes beside it', async () => {
    const id = await announced()
    const [first, second] = [new IncomingLock(id), new IncomingLock(id)]
    const events: string[] = []
    await first.lock(new AbortController().signal, async () => {
      events.push('asked to give way')
      await first.unlock()
    })
    await second.lock(new AbortController().signal, () => undefined)
    events.push('second has it')
    expect(events).toEqual(['asked to give way', 'second has it'])
    await second.unlock()
  })

  it('the lock of a process that died is free once its lease is over', async () => {
    const id = await announced()
    await IncomingUpload.updateOne(
      { _id: id },
      { $set: { lockedBy: 'dead', lockedUntil: new Date(now().getTime() + 15_000) } },
    )
    setClock(new Date(now().getTime() + 15_001))
    expect(await count(id)).toBe(0)
  })
})
