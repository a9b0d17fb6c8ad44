import { readFile } from 'node:fs/promises'
import { PASSWORD } from '../database'
import { expect, expectNoSidewaysScroll, test } from '../fixtures'

test('somebody takes their data along and deletes their account', async ({
  pageOf,
  database,
  expectAccessible,
}) => {
  const person = await database.makePerson('student', { fullName: 'Noor Haddad' })
  const course = await database.makeCourse({ title: 'Reading the sky' })
  await database.enrollIn(person, course, [0])
  const page = await pageOf(person)
  const elsewhere = await pageOf(person)
  await page.goto('/settings/profile')
  await page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name: 'Privacy' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Privacy')
  await expectAccessible(page)

  await test.step('downloads one file with everything in it', async () => {
    const coming = page.waitForEvent('download')
    await page.getByRole('link', { name: 'Download my data' }).click()
    const download = await coming
    expect(download.suggestedFilename()).toMatch(new RegExp(`^techelevate-${person.username}-.*\\.json$`))
    const data = JSON.parse(await readFile(await download.path(), 'utf8'))
    expect(data.account.email).toBe(person.email)
    expect(data.learning[0].course.title).toBe('Reading the sky')
    expect(data.learning[0].lessons[0]).toMatchObject({ lesson: 'The first step', status: 'completed' })
  })

  await test.step('is asked for username and password, and may still turn back', async () => {
    const open = page.getByRole('button', { name: 'Delete my account' })
    await open.click()
    const dialog = page.getByRole('alertdialog', { name: `Delete the account ${person.username}?` })
    await expectAccessible(page, 'the dialog of a deletion')
    await dialog.getByRole('button', { name: 'Keep my account' }).click()
    await expect(dialog).toBeHidden()
    await expect(open).toBeFocused()

    await open.click()
    await dialog.getByLabel('Your username').fill('somebody')
    await dialog.getByLabel('Current password').fill(PASSWORD)
    await dialog.getByRole('button', { name: 'Delete for good' }).click()
    await expect(dialog.getByText('This is not your username')).toBeVisible()
    await expect(dialog.getByLabel('Your username')).toBeFocused()
    await dialog.getByLabel('Your username').fill(person.username)
    await dialog.getByLabel('Current password').fill('not my password')
    await dialog.getByRole('button', { name: 'Delete for good' }).click()
    await expect(dialog.getByText('This is not your current password')).toBeVisible()
    await dialog.getByLabel('Current password').fill(PASSWORD)
    await dialog.getByRole('button', { name: 'Delete for good' }).click()
  })

  await test.step('is gone, on every device', async () => {
    await expect(page.getByText('Your account is deleted', { exact: true })).toBeVisible()
    await expect(page).toHaveURL(/\/\?farewell=1$/)
    await expect(page.getByRole('banner').getByRole('link', { name: 'Sign in' })).toBeVisible()
    await expectAccessible(page, 'the farewell')
    const stranger = await pageOf(null)
    await stranger.goto('/?farewell=1')
    await expect(stranger.getByRole('heading', { level: 1 })).toBeVisible()
    await expect(stranger.getByText('Your account is deleted')).toBeHidden()
    await elsewhere.goto('/settings/privacy')
    await expect(elsewhere).toHaveURL(/\/login\?next=/)
    expect((await page.request.get(`/u/${person.username}`)).status()).toBe(404)
    expect((await database.newestLetter(person.email))?.subject).toBe('Your account is deleted')
  })
})

test('without scripts: a wrong password is told, the right one deletes', async ({ pageOf, database }) => {
  const person = await database.makePerson('student')
  const page = await pageOf(person, { javaScriptEnabled: false, viewport: { width: 390, height: 844 } })
  await page.goto('/settings/privacy')
  await expectNoSidewaysScroll(page)
  const remove = async (password: string) => {
    await page.getByRole('button', { name: 'Delete my account' }).click()
    const dialog = page.getByRole('alertdialog')
    await dialog.getByLabel('Your username').fill(person.username)
    await dialog.getByLabel('Current password').fill(password)
    await dialog.getByRole('button', { name: 'Delete for good' }).click()
  }
  await remove('not my password')
  await expect(page.getByRole('alert').getByText('This is not your current password')).toBeVisible()
  await remove(PASSWORD)
  await expect(page.getByText('Your account is deleted', { exact: true })).toBeVisible()
  await page.goto('/settings/privacy')
  await expect(page).toHaveURL(/\/login\?next=/)
})

test('who teaches is told which courses are in the way', async ({ pageOf, database }) => {
  const person = await database.makePerson('instructor')
  const course = await database.makeCourse({ instructor: person.userId, title: 'Knots and ropes' })
  const page = await pageOf(person)
  await page.goto('/settings/privacy')
  await expect(page.getByRole('main').getByText('Knots and ropes')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Delete my account' })).toBeHidden()
  await database.archive(course)
  await page.reload()
  await expect(page.getByRole('button', { name: 'Delete my account' })).toBeVisible()
})
