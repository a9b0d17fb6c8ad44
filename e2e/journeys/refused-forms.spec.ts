import { PASSWORD, uniqueName } from '../database'
import { expect, hydrated, test } from '../fixtures'

test.describe('a refused form', () => {
  test('shows each refusal at its field, has the focus on the first, and keeps what was typed', async ({
    page,
    expectAccessible,
  }) => {
    await page.goto('/register')
    await page.getByLabel('Full name').fill('Jo Park')
    await page.getByLabel('Username').fill('no spaces allowed')
    await page.getByLabel('Email').fill('jo at example')
    await page.getByLabel('Password', { exact: true }).fill('short')
    await page.getByLabel('Year of birth').fill('soon')
    await page.getByRole('button', { name: 'Create account' }).click()
    await expect(page.getByLabel('Username')).toBeFocused()
    await expect(page.getByLabel('Username')).toHaveAccessibleDescription(/Use 3 to 30 letters/)
    await expect(page.getByLabel('Email')).toHaveAccessibleDescription(/Enter an address like/)
    await expect(page.getByLabel('Year of birth')).toHaveAccessibleDescription(/four digits/)
    await expect(page.getByLabel('Full name')).toHaveValue('Jo Park')
    await expect(page.getByLabel('Email')).toHaveValue('jo at example')
    await expectAccessible(page, 'a refused registration')
  })

  test('by the server says it at the field and keeps the rest, the password too', async ({
    page,
    database,
  }) => {
    const taken = await database.makePerson('student')
    const username = uniqueName('jo')
    await page.goto('/register')
    await page.getByLabel('Full name').fill('Jo Park')
    await page.getByLabel('Username').fill(username)
    await page.getByLabel('Email').fill(taken.email)
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
    await page.getByLabel('Year of birth').fill('1990')
    await page.getByRole('button', { name: 'Create account' }).click()
    await expect(page.getByLabel('Email')).toHaveAccessibleDescription(/exists already/)
    await expect(page.getByLabel('Email')).toBeFocused()
    await expect(page.getByLabel('Username')).toHaveValue(username)
    await expect(page.getByLabel('Password', { exact: true })).toHaveValue(PASSWORD)
    await page.getByLabel('Email').fill(`${username}@example.test`)
    await page.getByRole('button', { name: 'Create account' }).click()
    await expect(page).toHaveURL('/verify-email')
  })

  test('a person below the age is told before anything is kept', async ({ page }) => {
    await page.goto('/register')
    await page.getByLabel('Full name').fill('Kid')
    await page.getByLabel('Username').fill(uniqueName('kid'))
    await page.getByLabel('Email').fill(`${uniqueName('kid')}@example.test`)
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
    await page.getByLabel('Year of birth').fill(String(new Date().getUTCFullYear() - 12))
    await page.getByRole('button', { name: 'Create account' }).click()
    await expect(page.getByText('You are below the age')).toBeVisible()
  })

  test('names are shown as they were typed, whatever script or markup they are', async ({
    pageOf,
    database,
  }) => {
    const person = await database.makePerson('student')
    const page = await pageOf(person)
    await page.goto('/settings/profile')
    const name = '<b>田中</b> “O’Hara” & সুমি'
    await page.getByLabel('Full name').fill(name)
    await page.getByLabel('In a few sentences').fill('<script>alert(1)</script>\nsecond line')
    await page.getByRole('button', { name: 'Save changes' }).click()
    await expect(page.getByText('Saved.')).toBeVisible()
    await page.goto(`/u/${person.username}`)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(name)
    await expect(page.getByText('<script>alert(1)</script>')).toBeVisible()
  })
})

test.describe('while the server cannot be reached', () => {
  test.use({ expectedErrors: [/net::ERR_/] })

  test('a form says so, keeps everything, and works once it is back', async ({ pageOf, database }) => {
    const person = await database.makePerson('student')
    const page = await pageOf(person)
    await page.goto('/settings/profile')
    await hydrated(page)
    await page.getByLabel('In a few sentences').fill('Written on a train.')
    await page.context().setOffline(true)
    await page.getByRole('button', { name: 'Save changes' }).click()
    await expect(page.getByText('You are offline. What you typed is kept')).toBeVisible()
    await expect(page.getByLabel('In a few sentences')).toHaveValue('Written on a train.')
    await page.context().setOffline(false)
    await page.getByRole('button', { name: 'Save changes' }).click()
    await expect(page.getByText('Saved.')).toBeVisible()
    await page.reload()
    await expect(page.getByLabel('In a few sentences')).toHaveValue('Written on a train.')
  })

  test('a button says so and can be pressed again', async ({ pageOf, database }) => {
    const person = await database.makePerson('student')
    const course = await database.makeCourse()
    await database.enrollIn(person, course)
    const page = await pageOf(person)
    await page.goto(`/learn/${course.slug}/${course.lessons[0]?.id}`)
    await hydrated(page)
    await page.context().setOffline(true)
    await page.getByRole('button', { name: 'Mark as done' }).click()
    await expect(page.getByText('You are offline.')).toBeVisible()
    await page.context().setOffline(false)
    await page.getByRole('button', { name: 'Mark as done' }).click()
    await expect(page.getByText('You have done this lesson')).toBeVisible()
  })
})
