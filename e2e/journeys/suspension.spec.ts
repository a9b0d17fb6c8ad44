import { PASSWORD } from '../database'
import { expect, test } from '../fixtures'

test('a suspended person is out within one request, everywhere', async ({ pageOf, database, page }) => {
  const person = await database.makePerson('student', { fullName: 'Kim Doe' })
  const course = await database.makeCourse()
  await database.enrollIn(person, course)
  const [reading, other] = [await pageOf(person), await pageOf(person)]
  await reading.goto(`/learn/${course.slug}/${course.lessons[0]?.id}`)
  await other.goto('/dashboard')
  expect((await page.request.get(`/u/${person.username}`)).status()).toBe(200)

  await database.suspend(person, 'Unkind messages to other learners.')

  await test.step('a press of a button and a link lead to signing in', async () => {
    await other.getByRole('link', { name: 'Continue', exact: true }).click()
    await expect(other).toHaveURL(/\/login\?next=/)
    await reading.getByRole('button', { name: 'Mark as done' }).click()
    await expect(reading.getByText('Sign in first, then try again.')).toBeVisible()
    expect((await (await reading.request.get('/api/me')).json()).viewer).toBeNull()
  })

  await test.step('signing in says why not, and the letter says the reason', async () => {
    await reading.goto('/login')
    await reading.getByLabel('Email or username').fill(person.email)
    await reading.getByLabel('Password', { exact: true }).fill(PASSWORD)
    await reading.getByRole('button', { name: 'Sign in', exact: true }).click()
    await expect(reading.getByText('This account is suspended.')).toBeVisible()
    expect((await database.newestLetter(person.email, 'accountSuspended'))?.text).toContain('Unkind messages')
  })

  await test.step('nobody sees the profile', async () => {
    await expect.poll(async () => (await page.request.get(`/u/${person.username}`)).status()).toBe(404)
  })
})
