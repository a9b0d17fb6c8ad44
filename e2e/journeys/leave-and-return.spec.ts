import { expect, test } from '../fixtures'

test('a course is left with its marks kept, and come back to; then left for good', async ({
  pageOf,
  database,
  expectAccessible,
}) => {
  const person = await database.makePerson('student')
  const course = await database.makeCourse()
  await database.enrollIn(person, course, [0])
  const page = await pageOf(person)
  const leave = async (choice: string, confirm = choice) => {
    await page.goto(`/learn/${course.slug}`)
    await page.getByText('Leave this course').click()
    await page.getByRole('button', { name: choice }).click()
    await expectAccessible(page, `the dialog “${choice}”`)
    await page.getByRole('alertdialog').getByRole('button', { name: confirm }).click()
    await expect(page).toHaveURL('/dashboard')
    await expect(page.getByText('You are not in a course yet')).toBeVisible()
  }
  const comeBack = async () => {
    await page.goto(`/courses/${course.slug}`)
    await page.getByRole('button', { name: 'Come back to this course' }).click()
    await expect(page).toHaveURL(`/learn/${course.slug}`)
  }

  await leave('Leave and keep my progress')
  await page.goto(`/learn/${course.slug}/${course.lessons[0]?.id}`)
  await expect(page, 'lessons are for who is enrolled').toHaveURL(`/courses/${course.slug}`)
  await comeBack()
  await expect(page.getByRole('main').getByText('1 of 3 lessons done')).toBeVisible()

  await leave('Leave and erase my progress', 'Erase and leave')
  await comeBack()
  await expect(page.getByRole('main').getByText('0 of 3 lessons done')).toBeVisible()
})
