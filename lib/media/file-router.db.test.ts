import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { env, resetEnv } from '@/lib/platform/env'
import { useTestDatabase } from '@/lib/platform/testing/db'
import { asStudent, asVisitor, signedIn } from '@/lib/platform/testing/viewers'
import { RateLimit } from '@/models/rate-limit'
import { UploadIntent } from '@/models/upload-intent'

let viewer: Viewer
vi.mock('@/lib/platform/auth/session', () => ({
  getViewer: async () => viewer,
  viewerOfToken: async () => viewer,
}))

const { POST: ask } = await import('@/app/api/uploadthing/route')
const { HEAD: arrived, PUT: send } = await import('@/app/api/uploads/ingest/[key]/route')

useTestDatabase()

let folder: string
let photo: Buffer
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'router-'))
  process.env['DATA_DIR'] = folder
  resetEnv()
  photo = await sharp({ create: { width: 300, height: 300, channels: 3, background: 'green' } })
    .jpeg()
    .toBuffer()
})
afterAll(() => rm(folder, { recursive: true, force: true }))

type Presigned = { url: string; key: string }
const none = { params: Promise.resolve({}) }

/** What the browser's side of the file router asks first. */
async function begin(file: { name: string; size: number; type: string }): Promise<Response> {
  const body = JSON.stringify({ files: [file], input: { x: 0, y: 0, width: 1, height: 1 } })
  const address = `${env().APP_URL}/api/uploadthing?actionType=upload&slug=avatar`
  const headers = { 'content-type': 'application/json' }
  return ask(new Request(address, { method: 'POST', body, headers }), none)
}

/** What it sends then: the bytes from `start`, in a form, to the signed address. */
async function put({ url, key }: Presigned, bytes: Uint8Array, start = 0): Promise<Response> {
  const form = new FormData()
  form.set('file', new File([Buffer.from(bytes)], 'me.jpg', { type: 'image/jpeg' }))
  const request = new Request(url, { method: 'PUT', body: form, headers: { range: `bytes=${start}-` } })
  return send(request, { params: Promise.resolve({ key }) })
}

async function presigned(sizeBytes = photo.byteLength): Promise<Presigned> {
  const answer = await begin({ name: 'ich & du.jpg', size: sizeBytes, type: 'image/jpeg' })
  expect(answer.status).toBe(200)
  const [first] = (await answer.json()) as Presigned[]
  if (first === undefined) throw new Error('The router allowed nothing.')
  return first
}

describe('the file router on the local disk', () => {
  it('refuses a signature that cannot be read like any other that is wrong', async () => {
    viewer = await asStudent()
    const { url, key } = await presigned()
    const broken = url.replace(/&signature=.*$/, '&signature=%')
    expect((await put({ url: broken, key }, photo)).status).toBe(403)
  })

  it('counts what browsers ask, never what the cloud reports', async () => {
    viewer = await asStudent()
    const report = () =>
      ask(
        new Request(`${env().APP_URL}/api/uploadthing?slug=avatar`, {
          method: 'POST',
          body: '{}',
          headers: { 'content-type': 'application/json', 'uploadthing-hook': 'callback' },
        }),
        none,
      )
    expect((await report()).status).toBe(400)
    expect(await RateLimit.countDocuments()).toBe(0)
    await presigned()
    expect(await RateLimit.countDocuments()).toBe(1)
  })

  it('brings a photo from the browser to the profile, and tells the browser what became of it', async () => {
    const member = await asStudent()
    viewer = member
    const allowed = await presigned()
    const answer = await put(allowed, photo)
    expect(answer.status).toBe(200)
    const { serverData } = (await answer.json()) as { serverData: { data: { avatarUrl: string } } }
    expect((await signedIn(member.userId)).avatarUrl).toBe(serverData.data.avatarUrl)
    expect(await UploadIntent.countDocuments({})).toBe(0)
  })

  it('goes on where a broken connection stopped, byte for byte', async () => {
    viewer = await asStudent()
    const allowed = await presigned()
    const half = Math.floor(photo.byteLength / 2)
    expect((await put(allowed, photo.subarray(0, half))).status).toBe(422)
    const head = await arrived(new Request(allowed.url, { method: 'HEAD' }), {
      params: Promise.resolve({ key: allowed.key }),
    })
    expect(head.headers.get('x-ut-range-start')).toBe(String(half))
    expect((await put(allowed, photo, 0)).status).toBe(409)
    expect((await put(allowed, photo.subarray(half), half)).status).toBe(200)
  })

  it('allows nothing to a visitor, nor to who has not confirmed an address', async () => {
    viewer = asVisitor()
    expect((await begin({ name: 'a.jpg', size: 10, type: 'image/jpeg' })).status).toBeGreaterThanOrEqual(400)
    viewer = await asStudent({ emailVerifiedAt: undefined })
    const answer = await begin({ name: 'a.jpg', size: 10, type: 'image/jpeg' })
    expect(answer.status).toBe(403)
    expect(await answer.json()).toMatchObject({ message: 'account.unverified' })
  })

  it('refuses a file that is announced too large or of another kind', async () => {
    viewer = await asStudent()
    expect((await begin({ name: 'a.jpg', size: 2 ** 30, type: 'image/jpeg' })).status).toBe(400)
    expect((await begin({ name: 'a.exe', size: 10, type: 'application/x-msdownload' })).status).toBe(400)
  })

  it('refuses more bytes than announced, a changed address, and a lie about the content', async () => {
    viewer = await asStudent()
    const small = await presigned(10)
    expect((await put(small, photo)).status).toBe(413)
    const other = await presigned()
    const changed = { ...other, url: other.url.replace('x-ut-file-size=', 'x-ut-file-size=9') }
    expect((await put(changed, photo)).status).toBe(403)
    const page = Buffer.from('<html><script>alert(1)</script></html>')
    expect((await put(await presigned(page.byteLength), page)).status).toBe(415)
  })
})
