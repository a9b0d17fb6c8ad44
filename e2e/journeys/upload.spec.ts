import { mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { buffer } from 'node:stream/consumers'
import type { Page, Route } from '@playwright/test'
import { ZipFile } from 'yazl'
import { createLesson } from '@/lib/courses/commands/lessons'
import { PIECE_BYTES, VIDEO_MAX_BYTES } from '@/lib/media/constants'
import { systemViewer } from '@/lib/platform/auth/viewer'
import { CLIP } from '@/lib/platform/testing/clips'
import type { Person, database as Database } from '../database'
import { expect, test } from '../fixtures'

let folder: string
/** Ten seconds that weigh three pieces: an MP4 may carry bytes that mean nothing. */
let film: string
test.beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'upload-spec-'))
  film = path.join(folder, 'lighthouse.mp4')
  const ballast = Buffer.alloc(2.5 * PIECE_BYTES)
  ballast.writeUInt32BE(ballast.length)
  ballast.write('free', 4)
  await writeFile(film, Buffer.concat([await readFile(CLIP), ballast]))
})
test.afterAll(() => rm(folder, { recursive: true, force: true }))

async function lessonPage(database: typeof Database, person: Person, type: 'video' | 'file' | 'embed') {
  const { courseId } = await database.makeCourse({ instructor: person.userId })
  const house = systemViewer('browser test')
  const { lessonId } = await createLesson(house, { courseId, title: 'Light', type })
  return `/instructor/courses/${courseId}/lessons/${lessonId}`
}

/** Notes where each piece began, and lets a test stop one. */
async function watchPieces(
  page: Page,
  meet: (offset: number, route: Route) => Promise<void> | void = () => undefined,
) {
  const offsets: number[] = []
  await page.route('**/api/uploads/files/*', async (route) => {
    const request = route.request()
    if (request.method() === 'PATCH') {
      const offset = Number(request.headers()['upload-offset'])
      offsets.push(offset)
      await meet(offset, route)
    }
    await route.fallback().catch(() => undefined)
  })
  return offsets
}

const chooser = (page: Page) => page.locator('input[type=file][accept*="video/mp4"]')

test.describe('without a connection for a while', () => {
  test.use({ expectedErrors: [/net::ERR_(CONNECTION_RESET|INTERNET_DISCONNECTED)/] })

  test('a film goes on where the connection broke, without sending anything twice', async ({
    pageOf,
    database,
    expectAccessible,
  }) => {
    const person = await database.makePerson('instructor')
    const page = await pageOf(person)
    await page.goto(await lessonPage(database, person, 'video'))
    let isFirst = true
    const offsets = await watchPieces(page, async (offset, route) => {
      if (offset !== PIECE_BYTES || !isFirst) return
      isFirst = false
      await page.context().setOffline(true)
      await route.abort('connectionreset')
    })
    await chooser(page).setInputFiles(film)
    await expect(page.getByText('The connection is lost.')).toBeVisible({ timeout: 30_000 })
    await expectAccessible(page, 'sending while the connection is lost')
    await page.context().setOffline(false)
    await expect(page.getByText(/lighthouse\.mp4, .* 0:10 long/)).toBeVisible({ timeout: 30_000 })
    expect(offsets).toEqual([0, PIECE_BYTES, PIECE_BYTES, 2 * PIECE_BYTES])
    await page.reload()
    await expect(page.getByText(/lighthouse\.mp4, .* 0:10 long/)).toBeVisible()
  })
})

test('after a reload the same file goes on from where it was', async ({
  pageOf,
  database,
  expectAccessible,
}) => {
  const person = await database.makePerson('instructor')
  const page = await pageOf(person)
  page.on('dialog', (dialog) => void dialog.accept())
  await page.goto(await lessonPage(database, person, 'video'))
  const held = Promise.withResolvers<void>()
  const offsets = await watchPieces(page, async (offset) => {
    if (offset !== PIECE_BYTES) return
    held.resolve()
    await new Promise(() => undefined)
  })
  await chooser(page).setInputFiles(film)
  await held.promise
  await page.reload()
  await page.unroute('**/api/uploads/files/*')
  await expect(page.getByText(/lighthouse\.mp4 was sent to \d+ % only/)).toBeVisible({ timeout: 30_000 })
  await expectAccessible(page, 'a file that was not sent to its end')
  const later = await watchPieces(page)
  await chooser(page).setInputFiles(film)
  await expect(page.getByText(/lighthouse\.mp4, .* 0:10 long/)).toBeVisible({ timeout: 30_000 })
  expect(offsets).toEqual([0, PIECE_BYTES])
  // Of the piece that was on its way some bytes may have arrived.
  expect(later[0]).toBeGreaterThanOrEqual(PIECE_BYTES)
  await expect(page.getByText(/was sent to \d+ % only/)).toBeHidden()
})

test('what is no film, and what is too large, is refused with words; the latter before a byte is sent', async ({
  pageOf,
  database,
}) => {
  const person = await database.makePerson('instructor')
  const page = await pageOf(person)
  await page.goto(await lessonPage(database, person, 'video'))
  const offsets = await watchPieces(page)
  const huge = path.join(folder, 'huge.mp4')
  const handle = await open(huge, 'w')
  await handle.truncate(VIDEO_MAX_BYTES + 1)
  await handle.close()
  await chooser(page).setInputFiles(huge)
  await expect(page.getByText('This file is too large.')).toBeVisible()
  expect(offsets).toEqual([])
  const text = { name: 'letter.mp4', mimeType: 'video/mp4', buffer: Buffer.from('Dear reader, '.repeat(500)) }
  await chooser(page).setInputFiles(text)
  await expect(page.getByText(/cannot be read as a video/)).toBeVisible()
})

test('a film gets its picture and its captions, and what could not be read in them is said', async ({
  pageOf,
  database,
  expectAccessible,
}) => {
  const person = await database.makePerson('instructor')
  const page = await pageOf(person)
  await page.goto(await lessonPage(database, person, 'video'))
  await chooser(page).setInputFiles(CLIP)
  await expect(page.getByText(/clip\.mp4, .* 0:10 long/)).toBeVisible()
  await expect
    .poll(() => page.locator('video').evaluate((video: HTMLVideoElement) => video.readyState))
    .toBeGreaterThanOrEqual(2)
  await page.getByRole('button', { name: 'Take the picture at this moment' }).click()
  await expect(page.getByText('The picture is set.')).toBeVisible()
  const srt = '1\n00:00:01,000 --> 00:00:02,000\nHello\n\n2\n00:00:05,000 --> 00:00:04,000\nwrong\n'
  await page
    .locator('input[type=file][accept*=".srt"]')
    .setInputFiles({ name: 'en.srt', mimeType: 'text/plain', buffer: Buffer.from(srt) })
  await expect(page.getByText('1 captions in English are set.')).toBeVisible()
  await expect(page.getByText('Line 6: ends before it begins and was left out')).toBeVisible()
  await expectAccessible(page, 'the editor of a film')
  await page.reload()
  await expect(page.getByRole('button', { name: 'Delete: English' })).toBeVisible()
})

test('the address of a page says at once what learners will see, and is kept', async ({
  pageOf,
  database,
}) => {
  const person = await database.makePerson('instructor')
  const page = await pageOf(person)
  await page.goto(await lessonPage(database, person, 'embed'))
  const address = page.getByLabel('Address')
  await address.fill('http://example.org/page')
  await expect(page.getByText('This is not an address that begins with https://.')).toBeVisible()
  await address.fill('https://vimeo.com/76979871')
  await expect(page.getByText(/A page of Vimeo/)).toBeVisible()
  await page.getByRole('button', { name: 'Use this address' }).click()
  await expect(page.getByText('Saved.', { exact: true })).toBeVisible()
  await page.reload()
  await expect(address).toHaveValue('https://vimeo.com/76979871')
})

test('a course comes in as an archive, says what was not taken, and goes out as one', async ({
  pageOf,
  database,
  expectAccessible,
}) => {
  const page = await pageOf(await database.makePerson('instructor'))
  await page.goto('/instructor/courses/import')
  await expectAccessible(page, 'the import')
  const zip = new ZipFile()
  zip.addBuffer(Buffer.from('# Waves\n\nSee [nothing](nowhere.md).'), 'optics/01-light/01-waves.md')
  zip.addBuffer(Buffer.from('# Rays'), 'optics/01-light/02-rays.md')
  zip.end()
  await page.locator('input[type=file]').setInputFiles({
    name: 'optics.zip',
    mimeType: 'application/zip',
    buffer: await buffer(zip.outputStream),
  })
  await expect(page.getByText('optics.zip is a draft now: 2 lessons, no pictures.')).toBeVisible({
    timeout: 30_000,
  })
  await expect(
    page.getByText('Nothing is there; the words stayed without the link: nowhere.md'),
  ).toBeVisible()
  await expectAccessible(page, 'the report of an import')
  await page.getByRole('link', { name: 'Open the draft' }).click()
  await expect(page).toHaveURL(/\/instructor\/courses\/[0-9a-f]{24}\/curriculum/)
  const courseId = /courses\/([0-9a-f]{24})/.exec(page.url())?.[1]
  const archive = await page.request.get(`/api/courses/${courseId}/archive`)
  expect(archive.headers()['content-disposition']).toContain('optics')
  expect((await archive.body()).subarray(0, 2).toString()).toBe('PK')
})
