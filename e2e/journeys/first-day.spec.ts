import { PASSWORD, uniqueName } from '../database'
import { expect, test } from '../fixtures'

const COURSE = 'How the web works'

test('somebody new registers, finds a course, learns a lesson and goes on the next day', async ({
  page,
  database,
}) => {
  const username = uniqueName('noor')
  const email = `${username}@example.test`

  await test.step('registers', async () => {
    await page.goto('/')
    await page.getByRole('banner').getByRole('link', { name: 'Create account' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Create your account')
    await page.getByRole('radio', { name: /I want to learn/ }).check()
    await page.getByLabel('Full name').fill('Noor Haddad')
    await page.getByLabel('Username').fill(username)
    await page.getByLabel('Email').fill(email)
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
    await expect(page.getByText('Strong', { exact: true })).toBeVisible()
    await page.getByLabel('Year of birth').fill('1994')
    await page.getByRole('button', { name: 'Create account' }).click()
  })

  await test.step('confirms the address with the code of the letter', async () => {
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Confirm your email')
    await expect(page.getByText(email)).toBeVisible()
    await expect(page.getByText('This academy has no mail server yet')).toBeVisible()
    const code = await database.codeFor(email)
    await page.getByLabel('Code').fill(code === '000000' ? '111111' : '000000')
    await page.getByRole('button', { name: 'Confirm', exact: true }).click()
    await expect(page.getByText('This code is not right.')).toBeVisible()
    await expect(page.getByLabel('Code')).toBeFocused()
    await page.getByLabel('Code').fill(`${code.slice(0, 3)} ${code.slice(3)}`)
    await page.getByRole('button', { name: 'Confirm', exact: true }).click()
    await expect(page.getByText('You are not in a course yet')).toBeVisible()
  })

  await test.step('signs out and in again', async () => {
    await page.getByRole('banner').getByLabel('Your account').click()
    await page.getByRole('button', { name: 'Sign out' }).click()
    await expect(page).toHaveURL('/')
    await page.getByRole('banner').getByRole('link', { name: 'Sign in' }).click()
    await page.getByLabel('Email or username').fill(email.toUpperCase())
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await expect(page).toHaveURL('/dashboard')
    await expect(page.getByText('Hello, Noor Haddad')).toBeVisible()
  })

  await test.step('finds a course in the catalogue', async () => {
    await page.getByRole('link', { name: 'Find a course' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Courses')
    await page.getByLabel('Words').fill('browser')
    await page.getByRole('button', { name: 'Show courses' }).click()
    await expect(page).toHaveURL(/\/courses\?q=browser$/)
    await page.getByRole('heading', { name: COURSE }).getByRole('link').click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(COURSE)
    await expect(page.getByRole('main').getByText('Free', { exact: true }).first()).toBeVisible()
  })

  await test.step('enrols and reads the first lesson', async () => {
    await page.getByRole('button', { name: 'Enrol for free' }).click()
    await expect(page).toHaveURL('/learn/how-the-web-works')
    await expect(page.getByRole('main').getByText('0 of 5 lessons done')).toBeVisible()
    await page.getByRole('link', { name: 'Start the course' }).click()
    await expect(page.getByRole('main').getByRole('heading', { level: 1 })).toHaveText(
      'An address, taken apart',
    )
    await expect(page.getByRole('main').getByRole('img').first()).toBeVisible()
  })

  await test.step('marks it as done, takes that back, and marks it again', async () => {
    await page.getByRole('button', { name: 'Mark as done' }).click()
    await expect(page.getByText('You have done this lesson')).toBeVisible()
    await expect(page.getByText('20% of the course done')).toBeVisible()
    await page.getByRole('button', { name: 'Mark as not done' }).click()
    await expect(page.getByText('0% of the course done')).toBeVisible()
    await page.getByRole('button', { name: 'Done, next lesson' }).click()
    await expect(page.getByText('Lesson 2 of 5')).toBeVisible()
    await expect(page.getByText('1 of 5 lessons done')).toBeVisible()
  })

  await test.step('sees on the dashboard where to go on', async () => {
    await page.getByRole('banner').getByRole('link', { name: 'My learning' }).click()
    const next = page.getByRole('region', { name: 'Continue where you stopped' })
    await expect(next.getByText(COURSE)).toBeVisible()
    await expect(next.getByText('20%')).toBeVisible()
    await next.getByRole('link', { name: 'Continue' }).click()
    await expect(page.getByText('Lesson 2 of 5')).toBeVisible()
  })

  await test.step('sees on the course page that this is their course', async () => {
    await page.goto('/courses/how-the-web-works')
    await expect(page.getByText('You have done 20%')).toBeVisible()
    await expect(page.getByRole('button', { name: 'Enrol for free' })).toBeHidden()
    await page.getByRole('link', { name: 'Continue learning' }).click()
    await expect(page).toHaveURL('/learn/how-the-web-works')
  })
})

test('the last lesson completes the course, and its home says so', async ({ pageOf, database }) => {
  const person = await database.makePerson('student')
  const course = await database.makeCourse()
  await database.enrollIn(person, course, [0, 1])
  const page = await pageOf(person)
  await page.goto(`/learn/${course.slug}`)
  await page.getByRole('link', { name: 'Continue', exact: true }).click()
  await expect(page.getByRole('main').getByRole('heading', { level: 1 })).toHaveText('The last step')
  await page.getByRole('button', { name: 'Mark as done' }).click()
  await expect(page.getByText(`You have completed “${course.title}”`, { exact: true })).toBeVisible()
  await page.getByRole('link', { name: 'To your certificate' }).click()
  await expect(page.getByText(/^Completed on/)).toBeVisible()
  await expect(page.getByRole('link', { name: 'Your certificate' })).toBeVisible()
  const progress = page.getByRole('main').getByRole('progressbar', { name: `Progress in ${course.title}` })
  await expect(progress).toHaveAttribute('aria-valuenow', '100')
})
