import type { Page } from '@playwright/test'
import { Types } from 'mongoose'
import { PASSWORD, type CourseOfTest, type Person, type database as Database } from '../database'
import { expect, hydrated, test } from '../fixtures'

const DAY_MS = 86_400_000
const inDays = (days: number) => new Date(Date.now() + days * DAY_MS)

/** Three lessons of three kinds, the first one free; with a rule each. */
function richLessons() {
  const first = new Types.ObjectId()
  return [
    { _id: first, title: 'The first step', isPreview: true },
    { title: 'The second step', release: { rule: 'afterDays' as const, days: 3, at: null, lesson: null } },
    {
      title: 'The last step',
      type: 'embed' as const,
      embed: { url: 'https://example.org/board' },
      isRequired: false,
      release: { rule: 'afterLesson' as const, days: null, at: null, lesson: first },
    },
  ]
}

async function learnerWithReview(database: typeof Database, course: CourseOfTest): Promise<Person> {
  const person = await database.makePerson('student', { fullName: 'Robin Reviewer' })
  await database.enrollIn(person, course, [0])
  await database.reviewCourse(person, course, { rating: 5, text: 'Words of Robin.' })
  return person
}

test('a visitor reads everything there is to know, and enrols by way of an account', async ({
  page,
  database,
  expectAccessible,
}) => {
  const teacher = await database.makePerson('instructor', { fullName: 'Ines Okafor' })
  const helper = await database.makePerson('instructor', { fullName: 'Ben Ito' })
  const course = await database.makeCourse({
    instructor: teacher.userId,
    coInstructors: [new Types.ObjectId(helper.userId)],
    tags: ['altitude'],
    startDate: inDays(-3),
    endDate: inDays(30),
    timeZone: 'Asia/Tokyo',
    lessons: richLessons(),
  })
  const like = await database.makeCourse({ title: 'Walking by the sea', tags: ['altitude'] })

  await test.step('a course without reviews', async () => {
    await page.goto(`/courses/${course.slug}`)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(course.title)
    await expect(page.getByText('Nobody has written about this course yet.')).toBeVisible()
    await expect(page.getByRole('link', { name: 'Profile of Ines Okafor' })).toBeVisible()
    await expect(page.getByRole('link', { name: 'Ben Ito' })).toBeVisible()
    await expect(page.getByRole('list', { name: 'Facts' })).toContainText('Days in Asia/Tokyo time')
    await expect(page.getByRole('list', { name: 'Facts' })).toContainText('Running')
    await expect(page.getByRole('list', { name: 'Courses like this one' })).toContainText(like.title)
    await expectAccessible(page, 'a course without reviews')
  })

  await test.step('the outline says what kind, how long, and when it opens', async () => {
    const content = page
      .getByRole('region')
      .or(page.locator('section'))
      .filter({ hasText: 'What is inside' })
      .last()
    await expect(content.getByRole('link', { name: 'The first step' })).toBeVisible()
    await expect(content.getByText('Free preview')).toBeVisible()
    await expect(content.getByText('Article · 5 min').first()).toBeVisible()
    await expect(content.getByText('Opens 3 days after you enrol')).toBeVisible()
    await content.getByText('Module 2').click()
    await expect(content.getByText('Interactive page · 5 min')).toBeVisible()
    await expect(content.getByText('Opens after “The first step”')).toBeVisible()
    await expect(content.getByText('Optional')).toBeVisible()
  })

  await test.step('a free lesson, and back', async () => {
    await page.getByRole('link', { name: 'The first step' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('The first step')
    await expect(page.getByText('Text of “The first step”.')).toBeVisible()
    await expect(page.getByRole('button', { name: 'Enrol for free' })).toBeVisible()
    await expectAccessible(page, 'a free lesson')
    await page.getByRole('link', { name: 'See the whole course' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(course.title)
  })

  await test.step('enrolling asks for an account, and signing in carries it out', async () => {
    const note = page.getByText('You need an account for that')
    await expect(note.getByRole('link', { name: 'create one' })).toHaveAttribute(
      'href',
      `/register?next=${encodeURIComponent(`/courses/${course.slug}`)}`,
    )
    await page.getByRole('button', { name: 'Enrol for free' }).click()
    await expect(page).toHaveURL(`/login?next=${encodeURIComponent(`/join/${course.slug}`)}`)
    const learner = await database.makePerson('student')
    await page.getByLabel('Email or username').fill(learner.email)
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await expect(page).toHaveURL(`/learn/${course.slug}`)
    await page.goto(`/join/${course.slug}`)
    await expect(page, 'the wish is carried out once').toHaveURL(`/courses/${course.slug}`)
  })
})

test('reviews: the histogram, the first ones, all of them by stars and in either order', async ({
  page,
  database,
  expectAccessible,
}) => {
  const teacher = await database.makePerson('instructor', { fullName: 'Ines Okafor' })
  const course = await database.makeCourse({ instructor: teacher.userId })
  await database.fillReviews(course, 24)
  await database.answerReviews(course, teacher, 'Thank you for coming along.')

  await page.goto(`/courses/${course.slug}`)
  const reviews = page.locator('#reviews')
  await expect(page.getByRole('link', { name: '4.0 of 5 stars 24 reviews' })).toHaveAttribute(
    'href',
    '#reviews',
  )
  const histogram = reviews.getByRole('table', { name: 'Reviews by number of stars' })
  await expect(histogram.getByRole('row')).toHaveText([
    /Stars/,
    /5 stars\s*33%/,
    /4 stars\s*33%/,
    /3 stars\s*33%/,
    /2 stars\s*0%/,
    /1 star\s*0%/,
  ])
  await expect(reviews.getByRole('list', { name: 'First reviews' }).getByRole('listitem')).toHaveCount(4)
  await expect(reviews.getByText('Ines Okafor answers').first()).toBeVisible()
  await expectAccessible(page, 'a course with reviews')

  await reviews.getByRole('link', { name: 'Read all reviews' }).click()
  await expect(page).toHaveURL(`/courses/${course.slug}/reviews`)
  const list = page.getByRole('list', { name: 'Reviews', exact: true })
  await expect(list.getByRole('article')).toHaveCount(20)
  await expectAccessible(page, 'all reviews of a course')
  await page.getByRole('link', { name: 'More reviews' }).click()
  await expect(list.getByRole('article')).toHaveCount(4)
  await page.getByRole('link', { name: '3 stars' }).click()
  await expect(page).toHaveURL(`/courses/${course.slug}/reviews?stars=3`)
  await expect(list.getByRole('article')).toHaveCount(8)
  await page.getByRole('link', { name: 'Newest first' }).click()
  await expect(page).toHaveURL(/stars=3&sort=newest$/)
  await page.getByRole('link', { name: '1 star', exact: true }).click()
  await expect(page.getByText('No review has 1 star')).toBeVisible()
  await expectAccessible(page, 'no review of a number of stars')
})

test('a suspended author keeps the words and loses the name', async ({ page, database }) => {
  const course = await database.makeCourse()
  const author = await learnerWithReview(database, course)
  await page.goto(`/courses/${course.slug}/reviews`)
  await expect(page.getByRole('link', { name: 'Robin Reviewer' })).toBeVisible()
  await database.suspend(author, 'Spam.')
  await page.reload()
  await expect(page.getByText('Words of Robin.')).toBeVisible()
  await expect(page.getByText('A learner', { exact: true })).toBeVisible()
  await expect(page.getByText('Robin Reviewer')).toHaveCount(0)
})

test('a new review is seen on the kept page', async ({ page, database }) => {
  const course = await database.makeCourse()
  await page.goto(`/courses/${course.slug}`)
  await expect(page.getByText('Nobody has written about this course yet.')).toBeVisible()
  const person = await database.makePerson('student', { fullName: 'Noor Haddad' })
  await database.enrollIn(person, course, [0])
  await database.reviewCourse(person, course, { rating: 4, text: 'مفيد جدا 👏🏽' })
  await expect(async () => {
    await page.reload()
    await expect(page.getByText('مفيد جدا 👏🏽')).toBeVisible({ timeout: 500 })
  }).toPass()
})

/** A course of a teacher's own, opened by somebody once the page's scripts have taken over. */
async function openAs(
  pageOf: (person: Person | null) => Promise<Page>,
  person: Person | null,
  course: CourseOfTest,
): Promise<Page> {
  const page = await pageOf(person)
  await page.goto(`/courses/${course.slug}`)
  await hydrated(page)
  return page
}

test.describe('the button says what is true for whoever looks', () => {
  test('an account whose address is not proven may enrol', async ({ pageOf, database }) => {
    const course = await database.makeCourse()
    const page = await openAs(pageOf, await database.makePerson('student', { isVerified: false }), course)
    await page.getByRole('button', { name: 'Enrol for free' }).click()
    await expect(page).toHaveURL(`/learn/${course.slug}`)
  })

  test('a learner goes on; nothing ever offers to enrol', async ({ pageOf, database }) => {
    const course = await database.makeCourse()
    const person = await database.makePerson('student')
    await database.enrollIn(person, course, [0])
    const page = await pageOf(person)
    await page.addInitScript(() => {
      const seen: string[] = []
      Object.assign(window, { seenOffers: seen })
      const look = () => {
        const offer = [...document.querySelectorAll('button')].find(({ textContent }) =>
          textContent?.includes('Enrol'),
        )
        if (offer && getComputedStyle(offer).visibility === 'visible') seen.push(offer.textContent ?? '')
        requestAnimationFrame(look)
      }
      requestAnimationFrame(look)
    })
    // The mark that says that somebody is signed in is set with the first answer for them.
    await page.goto('/dashboard')
    await page.goto(`/courses/${course.slug}`)
    await expect(page.getByText('You have done 33%')).toBeVisible()
    await expect(page.getByRole('link', { name: 'Continue learning' })).toHaveAttribute(
      'href',
      `/learn/${course.slug}`,
    )
    expect(await page.evaluate(() => (window as unknown as { seenOffers: string[] }).seenOffers)).toEqual([])
  })

  test('who completed it finds the certificate', async ({ pageOf, database }) => {
    const course = await database.makeCourse()
    const person = await database.makePerson('student')
    await database.enrollIn(person, course, [0, 1, 2])
    const page = await openAs(pageOf, person, course)
    await expect(page.getByText('You have completed this course')).toBeVisible()
    await expect(page.getByRole('link', { name: 'See your certificate' })).toHaveAttribute(
      'href',
      /^\/certificates\/[\w-]+$/,
    )
    await expect(page.getByRole('link', { name: 'Open the course' })).toBeVisible()
  })

  test('who left comes back to what they kept', async ({ pageOf, database }) => {
    const course = await database.makeCourse()
    const person = await database.makePerson('student')
    await database.enrollIn(person, course, [0])
    await database.leave(person, course, 'keep')
    const page = await openAs(pageOf, person, course)
    await expect(page.getByText('You left this course. What you did is kept: 33%.')).toBeVisible()
    await page.getByRole('button', { name: 'Come back to this course' }).click()
    await expect(page).toHaveURL(`/learn/${course.slug}`)
    await database.leave(person, course, 'erase')
    await page.goto(`/courses/${course.slug}`)
    await expect(page.getByText('You begin anew when you come back.')).toBeVisible()
  })

  test('the teacher looks at it as learners do', async ({ pageOf, database }) => {
    const teacher = await database.makePerson('instructor')
    const course = await database.makeCourse({ instructor: teacher.userId })
    const page = await openAs(pageOf, teacher, course)
    await expect(page.getByText('You teach this course.')).toBeVisible()
    await page.getByRole('link', { name: 'Look at it as a learner' }).click()
    await expect(page).toHaveURL(`/learn/${course.slug}`)
  })

  test('a course that has not begun', async ({ pageOf, database }) => {
    const upcoming = await database.makeCourse({ startDate: inDays(20) })
    const page = await openAs(pageOf, await database.makePerson('student'), upcoming)
    await expect(page.getByText('You can enrol already.')).toBeVisible()
    await page.getByRole('button', { name: 'Enrol now' }).click()
    await expect(page).toHaveURL(`/learn/${upcoming.slug}`)
    // What everybody may read is open to its learners too.
    const lessons = page.getByRole('main').getByRole('list')
    await expect(
      lessons.locator(`a[href="/courses/${upcoming.slug}/preview/${upcoming.lessons[1]?.id}"]`),
    ).toBeVisible()
    await expect(lessons.locator(`a[href*="${upcoming.lessons[0]?.id}"]`)).toHaveCount(0)
    await page.goto(`/courses/${upcoming.slug}`)
    await expect(page.getByText('You are enrolled. The lessons open on')).toBeVisible()
  })

  test('one that is over, and one that costs money, hold no button that does nothing', async ({
    pageOf,
    database,
  }) => {
    const over = await database.makeCourse({ startDate: inDays(-60), endDate: inDays(-30) })
    const page = await openAs(pageOf, null, over)
    await expect(page.getByText(/This course ended on .+ Enrolment is over/)).toBeVisible()
    await expect(page.getByRole('button', { name: /Enrol/ })).toHaveCount(0)
    const paid = await database.makeCourse({ price: { amount: 1950, currency: 'EUR' } })
    await page.goto(`/courses/${paid.slug}`)
    await expect(page.getByText('€19.50')).toBeVisible()
    await expect(page.getByText('Payment is not possible at this academy yet')).toBeVisible()
    await expect(page.getByRole('button', { name: /Enrol/ })).toHaveCount(0)
    await page.getByRole('link', { name: 'See a free lesson' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('The second step')
  })
})

test('what a suspended teacher taught says their name and leads nowhere', async ({ page, database }) => {
  const teacher = await database.makePerson('instructor', { fullName: 'Ines Okafor' })
  const course = await database.makeCourse({ instructor: teacher.userId })
  await page.goto(`/courses/${course.slug}`)
  await expect(page.getByRole('link', { name: 'Ines Okafor' }).first()).toBeVisible()
  await database.suspend(teacher, 'For a test.')
  await expect(async () => {
    await page.reload()
    await expect(page.getByRole('link', { name: 'Ines Okafor' })).toHaveCount(0, { timeout: 500 })
  }).toPass()
  await expect(page.getByText('Ines Okafor').first()).toBeVisible()
})

test('machines are told what people see, with a picture that stays where it is', async ({
  request,
  database,
}) => {
  const course = await database.makeCourse({ title: '光の写真：窓辺の一枚から学ぶ', language: 'ja' })
  const html = await (await request.get(`/courses/${course.slug}`)).text()
  const content = (name: string) =>
    new RegExp(`<meta (?:property|name)="${name}" content="([^"]*)"`).exec(html)?.[1]
  expect(content('og:title')).toBe(course.title)
  expect(content('twitter:card')).toBe('summary_large_image')
  expect(/<link rel="canonical" href="([^"]*)"/.exec(html)?.[1]).toContain(`/courses/${course.slug}`)
  const data = JSON.parse(/<script type="application\/ld\+json">(.*?)<\/script>/.exec(html)?.[1] ?? '{}')
  expect(data).toMatchObject({ '@type': 'Course', name: course.title, inLanguage: 'ja' })
  expect(data.image).toBe(content('og:image'))

  const address = new URL(content('og:image') ?? '').pathname
  const picture = await request.get(address)
  expect(picture.status()).toBe(200)
  expect(picture.headers()).toMatchObject({
    'content-type': 'image/png',
    'cache-control': 'public, max-age=31536000, immutable',
  })
  const bytes = await picture.body()
  expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([1200, 630])
  const former = await request.get(address.replace(/[0-9a-f]{32}/, '0'.repeat(32)), { maxRedirects: 0 })
  expect([former.status(), former.headers()['location']]).toEqual([302, address])
})

test('by keyboard: parts open, the free lesson and the reviews are reached, the link is copied', async ({
  page,
  context,
  database,
}) => {
  const course = await database.makeCourse({ lessons: richLessons() })
  await learnerWithReview(database, course)
  await page.goto(`/courses/${course.slug}`)
  await hydrated(page)
  const part = page.locator('summary').filter({ hasText: 'Module 2' })
  await part.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByText('The last step')).toBeVisible()
  await page.keyboard.press('Space')
  await expect(page.getByText('The last step')).toBeHidden()
  await page.getByRole('link', { name: /of 5 stars/ }).focus()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/#reviews$/)
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.getByRole('button', { name: 'Copy link to this course' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByText('Link copied')).toBeVisible()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain(`/courses/${course.slug}`)
})

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false })

  test('the page, its parts, its reviews and its form all work', async ({ pageOf, database }) => {
    const course = await database.makeCourse({ lessons: richLessons() })
    await database.fillReviews(course, 21)
    const person = await database.makePerson('student')
    const page = await pageOf(person, { javaScriptEnabled: false })
    await page.goto(`/courses/${course.slug}`)
    await page.getByText('Module 2').click()
    await expect(page.getByText('The last step')).toBeVisible()
    await expect(page.getByRole('button', { name: 'Copy link to this course' })).toBeHidden()
    await page.getByRole('link', { name: 'Read all reviews' }).click()
    await page.getByRole('link', { name: 'More reviews' }).click()
    await expect(page.getByRole('article')).toHaveCount(1)
    await page.goto(`/courses/${course.slug}`)
    await page.getByRole('button', { name: 'Enrol for free' }).click()
    await expect(page).toHaveURL(`/learn/${course.slug}`)
    await page.goto(`/courses/${course.slug}`)
    await page.getByRole('button', { name: 'Enrol for free' }).click()
    await expect(page, 'who is enrolled already gets there too').toHaveURL(`/learn/${course.slug}`)
  })
})
