import type { Locator } from '@playwright/test'
import { expect, expectNoSidewaysScroll, hydrated, test } from '../fixtures'
import { addQuestion, builderOf, expectSaved, makeEmptyQuiz, openBuilder } from '../quizzes'

const part = (within: Locator, name: string) => within.getByLabel(name, { exact: true })

test('a mistake is mended once, in the bank: the quiz shows what is newer there and takes it, and gives its own words back', async ({
  pageOf,
  database,
}) => {
  const person = await database.makePerson('instructor')
  const quiz = await makeEmptyQuiz(person, 'Mended once')
  const page = await pageOf(person)
  const builder = await openBuilder(page, quiz.address)

  await test.step('a question goes into the bank, and knows it', async () => {
    await addQuestion(builder, 'True or false', 'Water boils at 90 °C.')
    await part(builder, 'Tags, separated by commas').fill('water')
    await builder.getByRole('button', { name: 'Put into my bank' }).click()
    await expectSaved(builder)
    await expect(builder.getByText('This question is from your bank.')).toBeVisible()
  })

  await test.step('it is found there by its words, and mended in its fields', async () => {
    await page.goto('/instructor')
    await page.getByRole('link', { name: 'Question bank' }).first().click()
    await expect(page.getByRole('heading', { level: 1, name: 'Question bank' })).toBeVisible()
    await hydrated(page)
    await page.getByLabel('Words').fill('boils')
    await page.getByRole('combobox', { name: 'Tag' }).selectOption('water')
    await page.getByRole('button', { name: 'Search', exact: true }).click()
    await expect(page).toHaveURL(/\/instructor\/questions\?q=boils&tag=water$/)
    await expect(page.getByText('1 point · in one quiz')).toBeVisible()
    await page.getByRole('link', { name: 'Water boils at 90 °C.' }).click()
    await expect(page.getByRole('link', { name: 'What you know' })).toBeVisible()
    await hydrated(page)
    const editor = page.locator('#bank-question')
    await part(editor, 'Question').fill('')
    await expect(part(editor, 'Question')).toHaveAccessibleDescription(/Fill this in\./)
    await part(editor, 'Question').fill('Water boils at 100 °C.')
    await expectSaved(editor)
    await expect(page.getByText('has an older text')).toBeVisible()
  })

  await test.step('the quiz shows what differs, and has it once it is taken', async () => {
    await page.goto(quiz.address)
    await hydrated(page)
    await expect(builder.getByText('Newer in your bank')).toBeVisible()
    await page.setViewportSize({ width: 390, height: 844 })
    await expectNoSidewaysScroll(page)
    await page.setViewportSize({ width: 1280, height: 720 })
    await builder.getByRole('button', { name: /^Edit question 1: Water boils at 90/ }).click()
    const differs = builder.locator('dl', { hasText: 'In your bank' })
    await expect(differs).toContainText('Water boils at 90 °C.')
    await expect(differs).toContainText('Water boils at 100 °C.')
    await builder.getByRole('button', { name: 'Take the newer text' }).click()
    await expect(part(builder, 'Question')).toHaveValue('Water boils at 100 °C.')
    await expectSaved(builder)
    await expect(builder.getByText('Newer in your bank')).toBeHidden()
  })

  await test.step('and what is better in the quiz goes back into the bank', async () => {
    await part(builder, 'Explanation').fill('At sea level.')
    await expect(builder.getByText('This question differs from the one in your bank.')).toBeVisible()
    await builder.getByRole('button', { name: 'Put this back into the bank' }).click()
    await expect(page.getByText('Your bank has this text now.')).toBeVisible()
    await expectSaved(builder)
    await page.reload()
    await hydrated(page)
    await builderOf(page)
      .getByRole('button', { name: /^Edit question 1/ })
      .click()
    await expect(builderOf(page).getByText('This question is from your bank.')).toBeVisible()
  })

  await test.step('deleted by mistake, it comes back', async () => {
    await page.goto('/instructor/questions')
    await hydrated(page)
    await page.getByRole('button', { name: 'Delete: Water boils at 100 °C.' }).click()
    await expect(page.getByText('Deleted: Water boils at 100 °C.')).toBeVisible()
    await expect(page.getByRole('button', { name: 'Undo' })).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('link', { name: 'Water boils at 100 °C.' })).toBeVisible()
    await page.reload()
    await expect(page.getByText('1 point · in one quiz')).toBeVisible()
  })
})
