import type { Page } from '@playwright/test'
import { Types } from 'mongoose'
import type { CourseOfTest, database as Database, LessonFacts, Person } from '../database'
import { filmLesson } from '../films'
import { expect, expectNoSidewaysScroll, hydrated, test } from '../fixtures'

/** Whatever a text may hold. */
const EVERYTHING = [
  'Text with a [link](https://example.org), `code` and a note.[^1]',
  '## How it began',
  '| A | table | that | is | wider | than | any | phone | ever | was |\n|---|---|---|---|---|---|---|---|---|---|\n| 1111111 | 2222222 | 3333333 | 4444444 | 5555555 | 6666666 | 7777777 | 8888888 | 9999999 | 0000000 |',
  '```js\nconst answer = 6 * 7\n```',
  '## What it means',
  '$$\nx^2 + y^2 = z^2\n$$',
  '- [x] done\n- [ ] open',
  '### More of it',
  '> A quotation.',
  '## What is left',
  '<script>alert(1)</script><iframe src="https://evil.example"></iframe>Safe words.',
  ...Array.from({ length: 40 }, (_, index) => `Paragraph ${index + 1} of many, with some words to fill it.`),
  '[^1]: The note.',
].join('\n\n')

const VIDEO_PAGE = 'https://www.youtube.com/watch?v=aqz-KE-bpKQ'

async function everyKind(database: typeof Database): Promise<{ person: Person; course: CourseOfTest }> {
  const first = new Types.ObjectId()
  const lessons: LessonFacts[] = [
    { _id: first, title: 'All of it', body: EVERYTHING },
    {
      title: 'The worksheet',
      type: 'file',
      file: await database.keepFile('sheet.txt', 'Work through this.'),
    },
    { title: 'The film', type: 'embed', embed: { url: VIDEO_PAGE }, body: '' },
    { title: 'Elsewhere', type: 'embed', embed: { url: 'https://example.org/game' }, body: '' },
    {
      title: 'For later',
      body: 'Text of “For later”.',
      release: { rule: 'afterLesson', lesson: first, days: null, at: null },
    },
    {
      title: 'Much later',
      body: 'Text of “Much later”.',
      release: { rule: 'onDate', at: new Date('2100-02-03T12:00:00Z'), days: null, lesson: null },
    },
  ]
  const course = await database.makeCourse({ lessons })
  const person = await database.makePerson('student')
  await database.enrollIn(person, course)
  return { person, course }
}

const addressOf = ({ slug, lessons }: CourseOfTest, index: number) => `/learn/${slug}/${lessons[index]?.id}`
const titleOf = (page: Page) => page.getByRole('main').getByRole('heading', { level: 1 })
const noteField = (page: Page) => page.getByLabel('A note for this lesson')

test('a lesson is read with everything that stands in it', async ({ pageOf, database }) => {
  const { person, course } = await everyKind(database)
  const page = await pageOf(person, { permissions: ['clipboard-read', 'clipboard-write'] })
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.goto(addressOf(course, 0))
  await hydrated(page)

  await test.step('its sections are listed beside it and lead to them', async () => {
    const contents = page.getByRole('navigation', { name: 'In this lesson' })
    await expect(contents.getByRole('link')).toHaveText([
      'How it began',
      'What it means',
      'More of it',
      'What is left',
    ])
    await contents.getByRole('link', { name: 'What it means' }).click()
    await expect(page.getByRole('heading', { name: 'What it means' })).toBeInViewport()
  })

  await test.step('a formula is there for screen readers, code is copied, nothing runs', async () => {
    await expect(page.locator('.markdown math')).toHaveCount(1)
    await page.getByRole('button', { name: 'Copy' }).focus()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('const answer = 6 * 7')
    await expect(page.locator('.markdown').getByText('Safe words.')).toBeVisible()
    await expect(page.locator('.markdown :is(script, iframe)')).toHaveCount(0)
  })

  await test.step('coming back, reading goes on where it stopped', async () => {
    const far = page.getByText('Paragraph 12 of many')
    await far.evaluate((element) => element.scrollIntoView({ block: 'start' }))
    const stored = () => page.evaluate(() => localStorage.getItem('reading-places') ?? '')
    await expect.poll(stored).toContain(course.lessons[0]?.id)
    await page.goto('/dashboard')
    await page.goto(addressOf(course, 0))
    await expect(page.getByText('You are back where you stopped.')).toBeVisible()
    await expect(far).toBeInViewport()
    await page.getByRole('button', { name: 'To the beginning' }).click()
    await expect(titleOf(page)).toBeInViewport()
  })
})

test('files and pages of other sites are shown, and nobody is asked before the learner says so', async ({
  pageOf,
  database,
}) => {
  const { person, course } = await everyKind(database)
  const page = await pageOf(person)
  const asked: string[] = []
  await page.route(/^https:\/\/(?!localhost)/, async (route) => {
    asked.push(route.request().url())
    await route.fulfill({ contentType: 'text/html', body: '<title>A film</title>' })
  })

  await test.step('a file: its kind and size, its words, and the file itself', async () => {
    await page.goto(addressOf(course, 1))
    await expect(page.getByText('Text · 18 bytes')).toBeVisible()
    await page.getByRole('button', { name: 'Show it here' }).click()
    await expect(page.getByText('Work through this.')).toBeVisible()
    const download = page.waitForEvent('download')
    await page.getByRole('link', { name: 'Download' }).click()
    expect((await download).suggestedFilename()).toBe('sheet.txt')
  })

  await test.step('a film of another site comes only after a word, into this page alone', async () => {
    const before = await page.goto(addressOf(course, 2))
    expect(before?.headers()['content-security-policy']).not.toContain('frame-src')
    await expect(page.getByText('www.youtube-nocookie.com')).toBeVisible()
    expect(asked).toEqual([])
    await page.getByRole('link', { name: 'Show from YouTube' }).click()
    await expect(page.locator('iframe[title="The film"]')).toHaveAttribute(
      'src',
      'https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ?autoplay=1',
    )
    await expect.poll(() => asked).toHaveLength(1)
    const after = await page.request.get(page.url())
    expect(after.headers()['content-security-policy']).toContain(
      "frame-src 'self' https://www.youtube-nocookie.com;",
    )
  })

  await test.step('a site that nobody vouches for is a link', async () => {
    await page.goto(`${addressOf(course, 3)}?frame=example`)
    await expect(page.getByRole('link', { name: /Open the page of this lesson/ })).toHaveAttribute(
      'href',
      'https://example.org/game',
    )
    await expect(page.locator('iframe')).toHaveCount(0)
  })
})

test('a lesson that is not open says when it opens; one that is gone leads back', async ({
  pageOf,
  database,
}) => {
  const { person, course } = await everyKind(database)
  const page = await pageOf(person)
  await page.goto(`/learn/${course.slug}`)
  const outline = page.getByRole('main')
  await expect(outline.getByRole('link', { name: /For later/ })).toContainText('opens after “All of it”')
  await outline.getByRole('link', { name: /Much later/ }).click()
  await expect(page.getByText(/This lesson opens on Feb 3, 2100/)).toBeVisible()
  await expect(page.getByText('Text of “Much later”.')).toHaveCount(0)

  await page.goto(addressOf(course, 4))
  await expect(page.getByText('This lesson opens when you have done “All of it”.')).toBeVisible()
  await page.getByRole('link', { name: 'Go to that lesson' }).click()
  await page.getByRole('button', { name: 'Mark as done' }).click()
  await expect(page.getByText('You have done this lesson')).toBeVisible()
  await page.goto(addressOf(course, 4))
  await expect(page.getByText('Text of “For later”.')).toBeVisible()

  const gone = await page.goto(`/learn/${course.slug}/${'a'.repeat(24)}`)
  expect(gone?.status()).toBe(404)
  await page.getByRole('link', { name: 'Back to the course' }).click()
  await expect(page).toHaveURL(`/learn/${course.slug}`)
})

test.describe('with a connection that is lost', () => {
  test.use({ expectedErrors: [/ERR_INTERNET_DISCONNECTED/] })

  test('notes are saved while they are written, taken back, and found again', async ({
    pageOf,
    database,
  }) => {
    const { person, course } = await everyKind(database)
    const page = await pageOf(person)
    await page.goto(addressOf(course, 0))
    await hydrated(page)
    const item = (text: string) => page.getByRole('listitem').filter({ hasText: text })

    await test.step('writing saves without a press; the page closed, the note is there', async () => {
      await noteField(page).fill('Remember 👩‍🚀 مرحبا')
      await expect(page.getByText('Saved', { exact: true })).toBeVisible()
      await page.reload()
      await expect(item('Remember 👩‍🚀 مرحبا')).toBeVisible()
    })

    await test.step('a second one is kept by the keys, changed, deleted and taken back', async () => {
      await hydrated(page)
      await noteField(page).fill('Second thought')
      await page.keyboard.press('Control+Enter')
      await expect(noteField(page)).toHaveValue('')
      await item('Second thought').getByRole('button', { name: 'Edit' }).click()
      await page.getByLabel('Change this note').fill('Second thought, better')
      await page.keyboard.press('Escape')
      await item('Second thought, better').getByRole('button', { name: 'Delete' }).click()
      await expect(page.getByRole('button', { name: 'Undo' })).toBeFocused()
      await page.keyboard.press('Enter')
      await expect(item('Second thought, better')).toBeVisible()
      await item('Remember').getByRole('button', { name: 'Delete' }).click()
      await expect(page.getByText('Note deleted')).toBeVisible()
    })

    await test.step('without a connection it stays in the browser and goes when that is back', async () => {
      await page.context().setOffline(true)
      await noteField(page).fill('On the train')
      await expect(page.getByText('Kept in this browser until the connection is back.').first()).toBeVisible()
      await page.context().setOffline(false)
      await expect(page.getByText('Saved', { exact: true })).toBeVisible()
    })

    await test.step('the lesson is bookmarked, and all of it is in one place that can be searched', async () => {
      await page.getByRole('button', { name: 'Bookmark this lesson' }).click()
      await expect(page.getByRole('button', { name: 'Remove the bookmark' })).toBeVisible()
      await page.goto(`/learn/${course.slug}`)
      await page.getByRole('link', { name: 'All notes and bookmarks' }).click()
      const main = page.getByRole('main')
      await expect(main.getByText('On the train')).toBeVisible()
      await expect(main.getByText('Second thought, better')).toBeVisible()
      await expect(main.getByText('Remember 👩‍🚀 مرحبا')).toHaveCount(0)
      await main.getByRole('searchbox', { name: 'Search your notes' }).fill('TRAIN')
      await page.keyboard.press('Enter')
      await expect(main.getByRole('heading', { name: 'Notes and bookmarks with “TRAIN”' })).toBeVisible()
      await expect(main.getByText('Second thought, better')).toHaveCount(0)
      await main.getByRole('link', { name: 'All of it' }).click()
      await expect(titleOf(page)).toHaveText('All of it')
    })
  })
})

test('a note and a bookmark keep their second of the film, and lead back to it', async ({
  pageOf,
  database,
}) => {
  const course = await database.makeCourse({ lessons: [await filmLesson({ title: 'A film' })] })
  const person = await database.makePerson('student')
  await database.enrollIn(person, course)
  const page = await pageOf(person)
  const film = page.locator('video')
  const goTo = (second: number) =>
    film.evaluate((video: HTMLVideoElement, to) => {
      video.currentTime = to
    }, second)
  const second = () => film.evaluate((video: HTMLVideoElement) => Math.round(video.currentTime))
  const isReady = () => film.evaluate((video: HTMLVideoElement) => video.readyState > 0)
  await page.goto(addressOf(course, 0))
  await hydrated(page)
  await expect.poll(isReady).toBe(true)
  await goTo(4)
  await expect.poll(second).toBe(4)
  await noteField(page).fill('Look at this')
  await expect(page.getByText('At 0:04')).toBeVisible()
  await page.getByRole('button', { name: 'Keep note' }).click()
  await page.getByRole('button', { name: 'Bookmark this second' }).click()
  await expect(page.getByRole('list', { name: 'Bookmarks in this video' })).toContainText('0:04')
  await goTo(0)
  await expect.poll(second).toBe(0)
  await page.getByRole('button', { name: 'Go to 0:04 of the video' }).last().click()
  await expect.poll(second).toBe(4)

  await page.goto(`/learn/${course.slug}/notes`)
  await page.getByRole('link', { name: 'A film · 0:04' }).first().click()
  await expect(page).toHaveURL(`${addressOf(course, 0)}?t=4`)
  await expect.poll(second).toBe(4)
})

test('every key does what the page offers, and nothing while somebody writes', async ({
  pageOf,
  database,
}) => {
  const { person, course } = await everyKind(database)
  const page = await pageOf(person)
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.goto(addressOf(course, 0))
  await hydrated(page)

  await page.keyboard.press('n')
  await expect(noteField(page)).toBeFocused()
  await page.keyboard.type('d b ? n')
  await expect(noteField(page)).toHaveValue('d b ? n')
  await expect(page.getByText('Saved', { exact: true })).toBeVisible()
  await page.keyboard.press('Shift+Tab')
  await page.keyboard.press('b')
  await expect(page.getByRole('button', { name: 'Remove the bookmark' })).toBeVisible()

  await page.keyboard.press('Shift+?')
  const help = page.getByRole('dialog', { name: 'Keys of this page' })
  await expect(help.getByText('Done, next lesson')).toBeVisible()
  await page.keyboard.press('d')
  await expect(help).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(help).toBeHidden()

  await page.keyboard.press('d')
  await expect(titleOf(page)).toHaveText('The worksheet')
  await expect(titleOf(page)).toBeFocused()
  await page.keyboard.press('ArrowRight')
  await expect(titleOf(page)).toHaveText('The film')
  await page.keyboard.press('ArrowLeft')
  await expect(titleOf(page)).toHaveText('The worksheet')

  await test.step('letters can be turned off; the arrows stay', async () => {
    await page.keyboard.press('Shift+?')
    await help.getByRole('checkbox', { name: /Use single letters as keys/ }).uncheck()
    await page.keyboard.press('Escape')
    await page.keyboard.press('n')
    await expect(noteField(page)).not.toBeFocused()
    await page.keyboard.press('ArrowRight')
    await expect(titleOf(page)).toHaveText('The film')
  })
})

test('a long course stays usable: the module one is in is unfolded and in view', async ({
  pageOf,
  database,
}) => {
  const course = await database.makeCourse({
    lessons: Array.from({ length: 220 }, (_, index) => ({ title: `Step ${index + 1}`, body: 'Words.' })),
  })
  const person = await database.makePerson('student')
  await database.enrollIn(person, course)
  const page = await pageOf(person)
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.goto(addressOf(course, 180))
  const outline = page.getByRole('navigation', { name: 'Course outline' })
  const current = outline.getByRole('link', { name: /Step 181\b/ })
  await expect(current).toHaveAttribute('aria-current', 'page')
  await expect(current).toBeInViewport()
  await expect(outline.getByRole('link', { name: /Step 1\b/ })).toBeHidden()
  await outline.getByText('Module 1', { exact: true }).click()
  await expect(outline.getByRole('link', { name: /Step 1\b/ })).toBeVisible()
})

test('without scripts: a note is added, refused and deleted, a lesson bookmarked, a frame shown', async ({
  pageOf,
  database,
}) => {
  const { person, course } = await everyKind(database)
  const page = await pageOf(person, { javaScriptEnabled: false })
  await page.route(/^https:\/\/(?!localhost)/, (route) => route.fulfill({ body: 'A film' }))
  await page.goto(addressOf(course, 0))
  await noteField(page).fill('Plain words')
  await page.getByRole('button', { name: 'Keep note' }).click()
  const note = page.getByRole('listitem').filter({ hasText: 'Plain words' })
  await expect(note).toBeVisible()
  await noteField(page).fill('   ')
  await page.getByRole('button', { name: 'Keep note' }).click()
  await expect(page.getByText('Write a few words first.')).toBeVisible()
  await note.getByRole('button', { name: 'Delete' }).click()
  await expect(note).toHaveCount(0)
  await page.getByRole('button', { name: 'Bookmark this lesson' }).click()
  await expect(page.getByRole('button', { name: 'Remove the bookmark' })).toBeVisible()
  await page.goto(addressOf(course, 2))
  await page.getByRole('link', { name: 'Show from YouTube' }).click()
  await expect(page.locator('iframe[title="The film"]')).toBeVisible()
})

test('nobody else sees or reaches what a learner noted', async ({ pageOf, database, request }) => {
  const { person, course } = await everyKind(database)
  const page = await pageOf(person)
  await page.goto(addressOf(course, 0))
  await hydrated(page)
  await noteField(page).fill('Mine alone')
  await expect(page.getByText('Saved', { exact: true })).toBeVisible()
  const classmate = await database.makePerson('student')
  await database.enrollIn(classmate, course)
  const other = await pageOf(classmate)
  for (const address of [addressOf(course, 0), `/learn/${course.slug}`, `/learn/${course.slug}/notes`]) {
    await other.goto(address)
    await expect(other.getByText('Mine alone')).toHaveCount(0)
  }
  const file = `/api/lessons/${course.lessons[1]?.id}/file`
  const stranger = await pageOf(await database.makePerson('student'))
  expect((await stranger.request.get(file)).status()).toBe(403)
  expect((await request.get(file)).status()).toBe(401)
  expect((await page.request.get(file)).status()).toBe(200)
})

test('the pages of a course are accessible and fit a phone', async ({
  pageOf,
  database,
  expectAccessible,
}) => {
  test.setTimeout(240_000)
  const { person, course } = await everyKind(database)
  const page = await pageOf(person)
  await page.goto(`/learn/${course.slug}/notes`)
  await expectAccessible(page, 'no notes yet')
  await page.goto(addressOf(course, 0))
  await hydrated(page)
  await noteField(page).fill('A note to be seen')
  await page.getByRole('button', { name: 'Keep note' }).click()
  await page.getByRole('button', { name: 'Bookmark this lesson' }).click()
  await expect(page.getByRole('button', { name: 'Remove the bookmark' })).toBeVisible()
  await expectAccessible(page, 'a lesson with a note')
  await page.getByRole('listitem').filter({ hasText: 'A note to be seen' }).getByText('Delete').click()
  await expectAccessible(page, 'a note that was deleted')
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.keyboard.press('Shift+?')
  await expectAccessible(page, 'the keys')
  const addresses = [0, 1, 2, 3, 5].map((index) => addressOf(course, index))
  for (const address of [...addresses.slice(1), `/learn/${course.slug}`, `/learn/${course.slug}/notes`]) {
    await page.goto(address)
    await expectAccessible(page, address)
  }
  await page.setViewportSize({ width: 320, height: 640 })
  for (const address of [...addresses, `/learn/${course.slug}`, `/learn/${course.slug}/notes`]) {
    await page.goto(address)
    await expectNoSidewaysScroll(page)
  }
})
