import { PASSWORD } from '../database'
import { expect, test } from '../fixtures'

test('what is done in one tab is no error in the other', async ({ pageOf, database }) => {
  const person = await database.makePerson('student')
  const course = await database.makeCourse()
  const one = await pageOf(person)
  const other = await one.context().newPage()
  for (const tab of [one, other]) {
    await tab.goto(`/courses/${course.slug}`)
    await expect(tab.getByRole('button', { name: 'Enrol for free' })).toBeVisible()
  }
  for (const tab of [one, other]) {
    await tab.getByRole('button', { name: 'Enrol for free' }).click()
    await expect(tab).toHaveURL(`/learn/${course.slug}`)
    // The second tab finds the course begun by the first.
    await tab.getByRole('link', { name: /^(Start the course|Continue)$/ }).click()
    await expect(tab.getByRole('button', { name: 'Mark as done' })).toBeVisible()
  }
  for (const tab of [one, other]) {
    await tab.getByRole('button', { name: 'Mark as done' }).click()
    await expect(tab.getByText('You have done this lesson')).toBeVisible()
    await expect(tab.getByText('33% of the course done')).toBeVisible()
  }
})

test('signed out in one tab, the other loses nothing that was typed', async ({ pageOf, database }) => {
  const person = await database.makePerson('student')
  const one = await pageOf(person)
  const other = await one.context().newPage()
  await other.goto('/settings/profile')
  await other.getByLabel('In a few sentences').fill('Half an hour of careful writing.')
  await one.goto('/dashboard')
  await one.getByRole('banner').getByLabel('Your account').click()
  await one.getByRole('button', { name: 'Sign out' }).click()
  await expect(one).toHaveURL('/')

  await other.getByRole('button', { name: 'Save changes' }).click()
  await expect(other.getByText('Sign in first, then try again.')).toBeVisible()
  await expect(other.getByLabel('In a few sentences')).toHaveValue('Half an hour of careful writing.')

  await one.goto('/login')
  await one.getByLabel('Email or username').fill(person.username)
  await one.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await one.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(one).toHaveURL('/dashboard')
  await other.getByRole('button', { name: 'Save changes' }).click()
  await expect(other.getByText('Saved.')).toBeVisible()
})
