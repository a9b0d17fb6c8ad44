import { expect, expectNoSidewaysScroll, test } from '../fixtures'

test('deciding on a phone: a long title, a long outline, reviews, a free lesson', async ({
  page,
  database,
}) => {
  const title =
    'Donaudampfschifffahrtsgesellschaftskapitän: 日本語, বাংলা and 한국어 in one very long title of a course'
  const lessons = Array.from({ length: 200 }, (_, index) => ({
    title: `Lesson ${index + 1} with a name that needs more than one line on a phone`,
    isPreview: index === 0,
  }))
  const course = await database.makeCourse({ title, lessons })
  const person = await database.makePerson('student', { fullName: 'Noor Haddad' })
  await database.enrollIn(
    person,
    course,
    Array.from({ length: 20 }, (_, index) => index),
  )
  await database.reviewCourse(person, course, { rating: 4, text: 'averylongwordwithoutanyspace'.repeat(12) })

  await page.goto(`/courses/${course.slug}`)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(title)
  await expectNoSidewaysScroll(page)
  await page.getByText('Module 2').tap()
  await expect(page.getByText('Lesson 200 with a name')).toBeVisible()
  await expectNoSidewaysScroll(page)
  await page.getByRole('link', { name: '4 stars' }).tap()
  await expect(page.getByRole('article')).toHaveCount(1)
  await expectNoSidewaysScroll(page)
  await page.goto(`/courses/${course.slug}`)
  await page.getByRole('link', { name: 'Lesson 1 with a name' }).tap()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Lesson 1')
  await expectNoSidewaysScroll(page)
})
