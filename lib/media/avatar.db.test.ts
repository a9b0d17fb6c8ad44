import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemViewer } from '@/lib/platform/auth/viewer'
import { resetEnv } from '@/lib/platform/env'
import { storage } from '@/lib/platform/storage/port'
import { useTestDatabase } from '@/lib/platform/testing/db'
import { asInstructor, asStudent, asVisitor, signedIn } from '@/lib/platform/testing/viewers'
import { Upload } from '@/models/upload'
import { removeAvatar, setAvatar, setAvatarFromUpload } from './commands/avatar'
import { putPublicPicture } from './commands/pictures'
import { readWhole } from './commands/store'
import { AVATAR_MAX_BYTES, AVATAR_PIXELS } from './constants'
import { squareOf } from './picture'
import { getPublicUpload, getSignedUpload, signedUploadAddress } from './queries'

useTestDatabase()

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'media-'))
  process.env['DATA_DIR'] = folder
  resetEnv()
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function* from(bytes: Uint8Array) {
  yield bytes
}
/** Left half red, right half blue, with a place in its metadata. */
const photo = () =>
  sharp({ create: { width: 400, height: 200, channels: 3, background: 'red' } })
    .composite([
      {
        input: { create: { width: 200, height: 200, channels: 3, background: 'blue' } },
        left: 200,
        top: 0,
      },
    ])
    .withExif({ IFD3: { GPSLatitude: '52/1 30/1 0/1' } })
    .jpeg()
    .toBuffer()
const filesOnDisk = async () =>
  (await readdir(path.join(folder, 'uploads'), { recursive: true, withFileTypes: true })).filter((entry) =>
    entry.isFile(),
  )

describe('a profile picture', () => {
  it('is the chosen square of the photo, encoded anew and without the place where it was taken', async () => {
    const viewer = await asStudent()
    const source = from(await photo())
    const { avatarUrl } = await setAvatar(viewer, {
      source,
      name: 'me.jpg',
      crop: { x: 0.5, y: 0, width: 0.5, height: 1 },
    })
    const kept = await getPublicUpload(asVisitor(), avatarUrl.split('/').at(-1) ?? '')
    const bytes = await readWhole(await storage().open(kept.key))
    const picture = await sharp(bytes).metadata()
    expect(picture).toMatchObject({ format: 'webp', width: AVATAR_PIXELS, height: AVATAR_PIXELS })
    expect(picture.exif).toBeUndefined()
    const { dominant } = await sharp(bytes).stats()
    expect(dominant.b).toBeGreaterThan(200)
    expect((await signedIn(viewer.userId)).avatarUrl).toBe(avatarUrl)
  })

  it.each([1, 3, 6, 8])(
    'is cut from the upright photo, however the camera was held (%i)',
    async (orientation) => {
      const lying = await sharp(await photo())
        .withMetadata({ orientation })
        .jpeg()
        .toBuffer()
      const upright = await sharp(await sharp(lying).autoOrient().toBuffer()).metadata()
      const isWide = upright.width > upright.height
      const half = isWide ? { x: 0, y: 0, width: 0.5, height: 1 } : { x: 0, y: 0, width: 1, height: 0.5 }
      const { bytes } = await squareOf(lying, half)
      const { dominant } = await sharp(bytes).stats()
      const isRedFirst = orientation === 1 || orientation === 6
      expect(isRedFirst ? dominant.r : dominant.b).toBeGreaterThan(200)
    },
  )

  it('replaces the one before, of which nothing stays', async () => {
    const viewer = await asStudent()
    await setAvatar(viewer, { source: from(await photo()), name: 'one.jpg', crop: {} })
    const second = await setAvatar(viewer, { source: from(await photo()), name: 'two.jpg', crop: {} })
    expect(await Upload.countDocuments({ kind: 'avatar' })).toBe(1)
    expect((await signedIn(viewer.userId)).avatarUrl).toBe(second.avatarUrl)
    await removeAvatar(viewer)
    expect(await Upload.countDocuments({ kind: 'avatar' })).toBe(0)
    expect((await signedIn(viewer.userId)).avatarUrl).toBeNull()
  })

  it('is one picture and one file when two are set at once', async () => {
    const viewer = await asStudent()
    const set = async (name: string) => setAvatar(viewer, { source: from(await photo()), name, crop: {} })
    await Promise.all([set('a.jpg'), set('b.jpg')])
    expect(await Upload.countDocuments({ owner: viewer.userId })).toBe(1)
  })

  it.each([
    ['a page called a picture', () => Buffer.from('<html></html>'), 'media_type'],
    [
      'a broken picture',
      () => Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(100)]),
      'invalid',
    ],
    [
      'a drawing, which could hold a script',
      () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
      'media_type',
    ],
    [
      'more bytes than the limit',
      () => Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(AVATAR_MAX_BYTES)]),
      'too_large',
    ],
  ])('is refused when it is %s, and leaves no file', async (_what, bytes, code) => {
    const viewer = await asStudent()
    const before = (await filesOnDisk()).length
    const setting = setAvatar(viewer, { source: from(bytes()), name: 'x.jpg', crop: {} })
    await expect(setting).rejects.toMatchObject({ code })
    expect(await filesOnDisk()).toHaveLength(before)
  })

  it('cannot be set by a visitor or by who has not confirmed an address', async () => {
    const input = async () => ({ source: from(await photo()), name: 'me.jpg', crop: {} })
    await expect(setAvatar(asVisitor(), await input())).rejects.toMatchObject({ code: 'unauthenticated' })
    const unverified = await asStudent({ emailVerifiedAt: undefined })
    await expect(setAvatar(unverified, await input())).rejects.toMatchObject({ reason: 'account.unverified' })
  })

  it('of an upload can only be set by the house, not for somebody else by a member', async () => {
    const [viewer, other] = [await asStudent(), await asStudent()]
    const upload = { userId: other.userId, key: 'k', name: 'x', crop: {} }
    await expect(setAvatarFromUpload(viewer, upload)).rejects.toMatchObject({ code: 'forbidden' })
  })
})

describe('a public picture', () => {
  const svg = (content: string) =>
    Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10">${content}</svg>`)

  it('is kept from an approved instructor or the house, with its size', async () => {
    const drawing = await putPublicPicture(await asInstructor(), svg('<circle r="4"/>'), 'c.svg')
    expect(drawing).toMatchObject({ width: 20, height: 10 })
    const taken = await putPublicPicture(systemViewer('test'), await photo(), 'p.jpg')
    expect(taken).toMatchObject({ width: 400, height: 200, url: expect.stringMatching(/\.jpg$/) })
  })

  it('is refused from a student, from an instructor who waits, and from a visitor', async () => {
    const put = (viewer: Parameters<typeof putPublicPicture>[0]) => putPublicPicture(viewer, svg(''), 'c.svg')
    await expect(put(await asStudent())).rejects.toMatchObject({ code: 'forbidden' })
    await expect(put(await asInstructor({ approved: false }))).rejects.toMatchObject({ code: 'forbidden' })
    await expect(put(asVisitor())).rejects.toMatchObject({ code: 'unauthenticated' })
  })

  it.each([
    '<script>alert(1)</script>',
    '<g onload="alert(1)"/>',
    '<image href="https://elsewhere.example/x.png"/>',
    '<foreignObject><p/></foreignObject>',
    '<a href="javascript:alert(1)"><text>x</text></a>',
    '<style>@import url(https://elsewhere.example/x.css)</style>',
    '<rect fill="url(https://elsewhere.example/x)"/>',
  ])('is refused when the drawing holds %s', async (content) => {
    const put = putPublicPicture(systemViewer('test'), svg(content), 'bad.svg')
    await expect(put).rejects.toMatchObject({ code: 'invalid', reason: 'media.unsafe_svg' })
  })

  it('keeps a drawing that refers to its own parts', async () => {
    const content = '<defs><linearGradient id="g"/></defs><rect fill="url(#g)"/><use href="#g"/>'
    await expect(putPublicPicture(systemViewer('test'), svg(content), 'g.svg')).resolves.toBeDefined()
  })
})

describe('a private file', () => {
  it('opens by the address minted for its viewer and for nobody else', async () => {
    const [viewer, other] = [await asStudent(), await asStudent()]
    const { uploadId } = await putPublicPicture(systemViewer('test'), await photo(), 'p.jpg')
    const url = new URL(signedUploadAddress(viewer, uploadId), 'http://academy.example')
    const query = (name: string) => url.searchParams.get(name) ?? ''
    const address = { id: uploadId, viewer: query('v'), hour: query('h'), signature: query('s') }
    await expect(getSignedUpload(viewer, address)).resolves.toMatchObject({ mime: 'image/jpeg' })
    const refused = { code: 'forbidden', reason: 'media.address_expired' }
    await expect(getSignedUpload(other, address)).rejects.toMatchObject(refused)
    await expect(getSignedUpload(asVisitor(), address)).rejects.toMatchObject(refused)
  })
})
