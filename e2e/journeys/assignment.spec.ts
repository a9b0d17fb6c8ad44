import { Types } from 'mongoose'
import type { Page } from '@playwright/test'
import { makeAssignmentVersion } from '@/lib/platform/testing/assignments'
import { Course } from '@/models/course'
import { Submission } from '@/models/submission'
import type { database as Database } from '../database'
import { expect, expectNoSidewaysScroll, hydrated, test } from '../fixtures'

async function assignmentOf(database: typeof Database, facts: object = {}) {
  const teacher = await database.makePerson('instructor', { fullName: 'Tara Teacher' })
  const course = await database.makeCourse({
    instructor: teacher.userId,
    lessons: [{ title: 'Your way', type: 'assignment', body: '' }],
  })
  const lesson = new Types.ObjectId(course.lessons[0]?.id)
  await makeAssignmentVersion({ _id: lesson, course: new Types.ObjectId(course.courseId) }, facts)
  const learner = await database.makePerson('student', { fullName: 'Lena Learner' })
  await database.enrollIn(learner, course)
  return {
    teacher,
    learner,
    course,
    lessonPage: `/learn/${course.slug}/${lesson.toHexString()}`,
    queue: `/instructor/courses/${course.courseId}/grading`,
  }
}

const draftState = (page: Page) => page.getByText('Saved.', { exact: true })
const newest = async (userId: string) =>
  Submission.findOne({ user: new Types.ObjectId(userId) })
    .sort({ attempt: -1 })
    .lean()

async function handIn(page: Page) {
  await page.getByRole('button', { name: 'Hand in', exact: true }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Hand in', exact: true }).click()
}

async function openFirst(page: Page, queue: string) {
  await page.goto(queue)
  await page.getByRole('link', { name: /Grade Lena Learner/ }).click()
  await expect(page.getByRole('heading', { name: 'Grade', exact: true })).toBeVisible()
  await hydrated(page)
}

test('work is written, sent back, done again, graded in secret, released, and completes the course', async ({
  pageOf,
  database,
  expectAccessible,
}) => {
  const { teacher, learner, course, lessonPage, queue } = await assignmentOf(database)
  const [mine, theirs] = [await pageOf(learner), await pageOf(teacher)]
  await mine.goto(lessonPage)
  await hydrated(mine)
  await expect(mine.getByText('10 points, 50% to pass')).toBeVisible()
  await mine.getByLabel('Your text').fill('Up the hill.')
  await expect(draftState(mine)).toBeVisible()
  await mine.reload()
  await expect(mine.getByLabel('Your text')).toHaveValue('Up the hill.')
  await hydrated(mine)
  await mine.getByLabel('Add a file').setInputFiles({
    name: 'way.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from('North, then east.'),
  })
  await expect(mine.getByRole('button', { name: 'Remove way.txt' })).toBeVisible()
  await expectAccessible(mine, 'an assignment that is written')
  await expectNoSidewaysScroll(mine)
  await handIn(mine)
  await expect(mine.getByText('Waits for its grade')).toBeVisible()

  await openFirst(theirs, queue)
  await expect(theirs.getByText('Up the hill.')).toBeVisible()
  await expect(theirs.getByRole('link', { name: 'way.txt' })).toBeVisible()
  await expectAccessible(theirs, 'a submission beside its rubric')
  await theirs.getByText('Send back for rework').click()
  await theirs.getByLabel('What should be changed?').fill('And down again?')
  await theirs.getByRole('button', { name: 'Send back: Lena Learner' }).click()
  await expect(theirs.getByText('Sent back. The learner may hand it in again.')).toBeVisible()

  await mine.reload()
  await expect(mine.getByText('And down again?')).toBeVisible()
  await hydrated(mine)
  await mine.getByLabel('Your text').fill('Up the hill and down again.')
  await expect(draftState(mine)).toBeVisible()
  await handIn(mine)
  await expect(mine.getByText('Waits for its grade')).toBeVisible()

  await openFirst(theirs, queue)
  await theirs.getByLabel(/^Clear/).check()
  await theirs.getByLabel(/^Shallow/).check()
  await theirs.getByLabel('Comment for the learner').fill('A secret remark')
  await theirs.getByRole('button', { name: 'Save and hold back' }).click()
  await expect(theirs.getByText('the learner does not see this grade yet')).toBeVisible()
  await mine.reload()
  expect(await mine.content()).not.toContain('A secret remark')
  await expect(mine.getByText('Waits for its grade')).toBeVisible()

  await theirs.getByRole('button', { name: 'Show the grade to the learner' }).click()
  await expect(theirs.getByText('The learner sees this grade.', { exact: false })).toBeVisible()
  await mine.reload()
  await expect(mine.getByText('A secret remark')).toBeVisible()
  await expect(mine.getByText('What counts: 7 of 10 points')).toBeVisible()
  await expectAccessible(mine, 'an assignment that is graded')

  await mine.goto(`/learn/${course.slug}/grades`)
  await expect(mine.getByText('70%')).toBeVisible()
  await expectAccessible(mine)
  await mine.goto(`/learn/${course.slug}`)
  await expect(mine.getByRole('link', { name: /certificate/i }).first()).toBeVisible()

  await theirs.goto(`/instructor/courses/${course.courseId}/grades`)
  await expect(theirs.getByRole('rowheader', { name: 'Lena Learner' })).toBeVisible()
  await expectAccessible(theirs)
  await theirs.getByRole('link', { name: /Change the grade of Lena Learner/ }).click()
  await hydrated(theirs)
  await theirs.getByLabel('Points').fill('9.5')
  await theirs.getByLabel('Why?').fill('An oral exam')
  await theirs.getByRole('button', { name: 'Set the grade' }).click()
  await expect(theirs.getByText('Counts now: 9.5 of 10 points.')).toBeVisible()
  await expectAccessible(theirs, 'a grade that is set by hand')
})

test('of two who grade at once the second sees what the first did, and chooses', async ({
  pageOf,
  database,
}) => {
  const { teacher, learner, course, lessonPage, queue } = await assignmentOf(database, { rubric: [] })
  const other = await database.makePerson('instructor', { fullName: 'Omar Other' })
  await Course.updateOne(
    { slug: course.slug },
    { $push: { coInstructors: new Types.ObjectId(other.userId) } },
  )
  const [mine, first, second] = [await pageOf(learner), await pageOf(teacher), await pageOf(other)]
  await mine.goto(lessonPage)
  await hydrated(mine)
  await mine.getByLabel('Your text').fill('My way.')
  await expect(draftState(mine)).toBeVisible()
  await handIn(mine)
  await expect(mine.getByText('Waits for its grade')).toBeVisible()

  await openFirst(first, queue)
  await openFirst(second, queue)
  await first.getByLabel('Points').fill('8')
  await first.getByRole('button', { name: 'Save and hold back' }).click()
  await expect(first.getByText('Held back:', { exact: false })).toBeVisible()
  await second.getByLabel('Points').fill('3')
  await second.getByRole('button', { name: 'Save and hold back' }).click()
  await expect(second.getByText('Tara Teacher graded this meanwhile: 8 of 10 points.')).toBeVisible()
  // What the first did comes with the page, and moves what is below it.
  await expect(second.getByText('Held back:', { exact: false })).toBeVisible()
  expect((await newest(learner.userId))?.grade).toMatchObject({ score: 800 })
  await expect(second.getByLabel('Points')).toHaveValue('3')
  await second.getByRole('button', { name: 'Save and hold back' }).click()
  await expect(second.getByText('Saved.', { exact: true })).toBeVisible()
  expect((await newest(learner.userId))?.grade).toMatchObject({ score: 300 })
})

test.describe('without a connection for a while', () => {
  test.use({ expectedErrors: [/ERR_INTERNET_DISCONNECTED/] })

  test('two tabs of a learner never overwrite each other, and a lost connection loses nothing', async ({
    pageOf,
    database,
  }) => {
    const { learner, lessonPage } = await assignmentOf(database)
    const one = await pageOf(learner)
    const other = await pageOf(learner)
    for (const page of [one, other]) {
      await page.goto(lessonPage)
      await hydrated(page)
    }
    await one.getByLabel('Your text').fill('From the first tab')
    await expect(draftState(one)).toBeVisible()
    await other.getByLabel('Your text').fill('From the second tab')
    await expect(other.getByText('You changed this in another tab', { exact: false })).toBeVisible()
    await expect(other.getByText('From the first tab')).toBeVisible()
    await other.getByRole('button', { name: 'Keep what is here' }).click()
    await expect(draftState(other)).toBeVisible()
    expect((await newest(learner.userId))?.text).toBe('From the second tab')

    await other.context().setOffline(true)
    await other.getByLabel('Your text').fill('Written in a tunnel')
    await expect(other.getByText('Offline.', { exact: false })).toBeVisible()
    await other.context().setOffline(false)
    await expect(draftState(other)).toBeVisible()
    expect((await newest(learner.userId))?.text).toBe('Written in a tunnel')
  })
})

test('text and a link are handed in without scripts', async ({ pageOf, database }) => {
  const { learner, lessonPage } = await assignmentOf(database)
  const page = await pageOf(learner, { javaScriptEnabled: false })
  await page.goto(lessonPage)
  await page.getByLabel('Your text').fill('Without scripts')
  await page.getByLabel('Link to your work').fill('https://example.org/way')
  await handIn(page)
  await expect(page.getByText('Waits for its grade')).toBeVisible()
  expect(await newest(learner.userId)).toMatchObject({
    state: 'submitted',
    text: 'Without scripts',
    link: 'https://example.org/way',
  })
})
