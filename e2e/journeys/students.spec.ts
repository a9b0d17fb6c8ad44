import { expect, expectNoSidewaysScroll, hydrated, test } from '../fixtures'

test.describe.configure({ timeout: 120_000 })

test('a teacher finds who needs them, gives more time, removes one and takes them back', async ({
  pageOf,
  database,
  expectAccessible,
}) => {
  const teacher = await database.makePerson('instructor')
  const course = await database.makeCourse({ title: 'Sailing', instructor: teacher.userId })
  const zoe = await database.makePerson('student', { fullName: 'Zoë Müller' })
  const formula = await database.makePerson('student', { fullName: '=HYPERLINK("x")' })
  await database.enrollIn(zoe, course, [0])
  await database.enrollIn(formula, course)
  const page = await pageOf(teacher)
  const list = `/instructor/courses/${course.courseId}/students`
  await page.goto(list)
  await expect(page.getByRole('heading', { level: 1, name: 'Students' })).toBeVisible()
  await expect(page.getByRole('row')).toHaveCount(3)
  await expectNoSidewaysScroll(page)
  await expectAccessible(page, 'students')

  await page.getByRole('link', { name: /^Not started/ }).click()
  await expect(page).toHaveURL(/show=notStarted/)
  await expect(page.getByRole('row')).toHaveCount(2)
  await page.goto(list)
  await page.getByRole('searchbox', { name: 'Name' }).fill('mull')
  await page.getByRole('button', { name: 'Show', exact: true }).click()
  await expect(page.getByRole('row')).toHaveCount(2)

  await page.getByRole('link', { name: 'Zoë Müller' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Zoë Müller' })).toBeVisible()
  await expect(page.getByRole('rowheader').first(), 'what counted').toBeVisible()
  await expectAccessible(page, 'one student')
  await hydrated(page)
  await page.getByLabel('More time (%)').fill('50')
  await page.getByLabel('Why').first().fill('A broken arm.')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Saved. It holds from now on.')).toBeVisible()
  await page.reload()
  await expect(page.getByLabel('More time (%)')).toHaveValue('50')
  await expect(page.getByText('A broken arm.')).toBeVisible()

  await hydrated(page)
  await page.getByRole('button', { name: 'Remove from the course' }).first().click()
  const dialog = page.getByRole('alertdialog')
  await dialog.getByLabel('Why').fill('By mistake.')
  await expectAccessible(page, 'the dialog of a removal')
  await dialog.getByRole('button', { name: 'Remove from the course' }).click()
  await expect(page.getByText('Zoë Müller does not learn in this course any more.')).toBeVisible()
  await expect(page.getByRole('row')).toHaveCount(2)
  const learner = await pageOf(zoe)
  await learner.goto(`/learn/${course.slug}`)
  await expect(learner, 'who was removed is outside').toHaveURL(new RegExp(`/courses/${course.slug}`))
  await page.getByRole('button', { name: 'Take Zoë Müller back' }).click()
  await expect(page.getByRole('row')).toHaveCount(3)
  await learner.goto(`/learn/${course.slug}`)
  await expect(learner.getByRole('heading', { level: 1, name: 'Sailing' })).toBeVisible()
  await learner.goto(`/learn/${course.slug}/grades`)
  await expect(learner.getByText('50% more time in every quiz')).toBeVisible()
  for (const reason of ['A broken arm.', 'By mistake.']) await expect(learner.getByText(reason)).toBeVisible()
  await expectAccessible(learner, 'grades, dates and what was changed')

  const table = await page.request.get(`/api/courses/${course.courseId}/students.csv`)
  const text = await table.text()
  expect(text).toContain('Zoë Müller')
  expect(text).toContain(`"'=HYPERLINK(""x"")"`)
})

test('an announcement reaches who is meant, once, and nobody else', async ({
  pageOf,
  database,
  expectAccessible,
}) => {
  const teacher = await database.makePerson('instructor')
  const course = await database.makeCourse({ title: 'Sailing', instructor: teacher.userId })
  const [begun, waiting] = [
    await database.makePerson('student'),
    await database.makePerson('student', { fullName: 'Kim Park' }),
  ]
  await database.enrollIn(begun, course, [0])
  await database.enrollIn(waiting, course)
  const page = await pageOf(teacher)
  const announcements = `/instructor/courses/${course.courseId}/announcements`
  await page.goto(announcements)
  await expectAccessible(page, 'no announcements')
  await page.getByRole('link', { name: 'Write an announcement' }).click()
  await hydrated(page)
  await page.getByLabel('Title').fill('Room changed')
  await page.getByRole('textbox', { name: 'Text' }).fill('We meet in **room 4**.')
  await expectAccessible(page, 'a new announcement')
  await page.getByRole('button', { name: 'Send' }).click()
  await expect(page).toHaveURL(new RegExp(`${announcements}$`))
  await expect
    .poll(async () => {
      await page.reload()
      return page.getByText('Told to 2 people').count()
    })
    .toBe(1)

  await page.goto(`/instructor/courses/${course.courseId}/students?show=notStarted`)
  await page.getByRole('checkbox', { name: 'Choose Kim Park' }).check()
  await page.getByRole('button', { name: 'Write to the chosen' }).click()
  await expect(page.getByText('Kim Park')).toBeVisible()
  await hydrated(page)
  await page.getByLabel('Title').fill('Do you need help?')
  await page.getByRole('textbox', { name: 'Text' }).fill('Write to me.')
  await page.getByRole('button', { name: 'Send' }).click()
  await expect(page.getByRole('heading', { name: 'Do you need help?' })).toBeVisible()
  await expectAccessible(page, 'announcements')

  const kim = await pageOf(waiting)
  await expect
    .poll(async () => {
      await kim.goto(`/learn/${course.slug}`)
      return kim.getByRole('region', { name: 'What is new' }).getByRole('listitem').count()
    })
    .toBe(2)
  await kim.getByRole('link', { name: 'All announcements' }).click()
  await expect(kim.getByRole('heading', { name: 'Do you need help?' })).toBeVisible()
  await expect(kim.locator('strong', { hasText: 'room 4' })).toBeVisible()
  await expectAccessible(kim, 'announcements of a learner')
  const other = await pageOf(begun)
  await other.goto(`/learn/${course.slug}/announcements`)
  await expect(other.getByRole('heading', { name: 'Room changed' })).toBeVisible()
  await expect(other.getByRole('heading', { name: 'Do you need help?' })).toHaveCount(0)
  await other.goto('/notifications')
  await expect(other.getByRole('main').getByText('Room changed')).toHaveCount(1)

  await page.goto(announcements)
  await hydrated(page)
  await page.getByRole('button', { name: 'Delete “Do you need help?”' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click()
  await expect(page.getByRole('heading', { name: 'Do you need help?' })).toHaveCount(0)
})

test('an announcement is written without scripts too', async ({ pageOf, database }) => {
  const teacher = await database.makePerson('instructor')
  const course = await database.makeCourse({ instructor: teacher.userId })
  const page = await pageOf(teacher, { javaScriptEnabled: false })
  await page.goto(`/instructor/courses/${course.courseId}/announcements/new`)
  await page.getByLabel('Title').fill('Room changed')
  await page.getByRole('textbox', { name: 'Text' }).fill('Room 4.')
  await page.getByRole('button', { name: 'Send' }).click()
  await expect(page.getByRole('heading', { name: 'Room changed' })).toBeVisible()
})

test('the figures of a course are drawn, each with its table, also where there are none', async ({
  pageOf,
  database,
  expectAccessible,
}) => {
  const teacher = await database.makePerson('instructor')
  const course = await database.makeCourse({ title: 'Sailing', instructor: teacher.userId })
  const page = await pageOf(teacher)
  const analytics = `/instructor/courses/${course.courseId}/analytics`
  await page.goto(analytics)
  await expect(page.getByText('Nobody enrolled or completed the course in these days.')).toBeVisible()
  await expectAccessible(page, 'analytics, empty')
  await database.enrollIn(await database.makePerson('student'), course, [0])
  await expect
    .poll(async () => {
      await page.goto(`${analytics}?days=90`)
      return page.getByRole('img', { name: 'Bars by day: 1 enrolled, 0 completed the course.' }).count()
    })
    .toBe(1)
  await page.getByText('As a table').first().click()
  await expect(page.getByRole('table', { name: 'Enrolments and completions' }).getByRole('row')).toHaveCount(
    91,
  )
  await expectNoSidewaysScroll(page)
  await expectAccessible(page, 'analytics')
})
