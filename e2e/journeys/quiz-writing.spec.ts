import type { Locator, Page } from '@playwright/test'
import { addQuestion, builderOf, expectSaved, makeEmptyQuiz, openBuilder } from '../quizzes'
import { expect, hydrated, test } from '../fixtures'

const part = (builder: Locator, name: string) => builder.getByLabel(name, { exact: true })

async function press(page: Page, key: string, wanted: Locator) {
  // Bounded by what stands in a builder with one question open.
  for (let steps = 0; steps < 120; steps += 1) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press(key)
  }
  throw new Error('The keyboard does not get there.')
}

test('what does not fit is said at its field and found from the list; nothing typed is lost', async ({
  pageOf,
  database,
  expectAccessible,
}) => {
  const person = await database.makePerson('instructor')
  const quiz = await makeEmptyQuiz(person, 'Wrong in every way')
  const page = await pageOf(person)
  const builder = await openBuilder(page, quiz.address)
  const says = (field: Locator, words: string) => expect(field).toHaveAccessibleDescription(new RegExp(words))

  await test.step('a single choice', async () => {
    await addQuestion(builder, 'Single choice', '')
    await says(part(builder, 'Question'), 'Fill this in.')
    await part(builder, 'Question').fill('Which?')
    await part(builder, 'Option 1').fill('The same')
    await part(builder, 'Option 2').fill('The same')
    await expect(builder.getByText('Two of these are the same.').last()).toBeVisible()
    await part(builder, 'Option 2').fill('')
    await says(part(builder, 'Option 2'), 'Fill this in.')
    await expect(part(builder, 'Option 2')).toHaveAttribute('aria-invalid', 'true')
    await part(builder, 'Option 2').fill('Another')
    await builder.getByRole('checkbox', { name: 'Right', exact: true }).first().uncheck()
    await expect(builder.getByText(/Say which one is right/).last()).toBeVisible()
    await expectAccessible(page, 'a quiz with what does not fit')
  })

  await test.step('the list leads to the field, also from a closed question', async () => {
    await builder.getByRole('button', { name: /^Close: / }).click()
    await expect(builder.getByText('Does not fit', { exact: true })).toBeVisible()
    await builder.getByRole('button', { name: /^Question 1: Say which one is right/ }).click()
    await expect(builder.locator('[data-fault]')).toBeFocused()
    await builder.getByRole('checkbox', { name: 'Right', exact: true }).last().check()
    await expectSaved(builder)
    await expect(builder.getByText('Does not fit', { exact: true })).toBeHidden()
  })

  await test.step('an empty number is no nought', async () => {
    await addQuestion(builder, 'Number', 'How many?')
    await part(builder, 'Number').fill('')
    await says(part(builder, 'Number'), 'Fill this in.')
    await page.reload()
    await hydrated(page)
    await builder.getByRole('button', { name: /^Edit question 2/ }).click()
    await expect(part(builder, 'Number')).toHaveValue('')
    await part(builder, 'Number').fill('7')
    await part(builder, 'Points').first().fill('0')
    await says(part(builder, 'Points').first(), 'This is too small.')
    await part(builder, 'Points').first().fill('1.5')
    await expectSaved(builder)
  })

  await test.step('a row that goes takes its own words with it', async () => {
    await builder.getByRole('button', { name: 'Add accepted answer' }).click()
    await part(builder, 'Number').nth(1).fill('8')
    await builder.getByRole('button', { name: 'Remove: Accepted answer 1' }).click()
    await expect(part(builder, 'Number')).toHaveValue('8')
    await expect(builder.getByRole('button', { name: 'Add accepted answer' })).toBeFocused()
    await expectSaved(builder)
  })

  await test.step('a gap without an answer, and without a place', async () => {
    await addQuestion(builder, 'Gaps', 'No place left')
    await says(part(builder, 'Question'), 'Each gap needs its place in the text, once.')
    await builder.getByRole('button', { name: 'Add a gap to write in' }).click()
    await builder.getByRole('button', { name: 'Remove gap 1' }).click()
    await part(builder, 'Accepted answer 1').fill('')
    await says(part(builder, 'Accepted answer 1'), 'Fill this in.')
    await part(builder, 'Accepted answer 1').fill('word')
    await expectSaved(builder)
  })

  await test.step('rules and draws', async () => {
    await part(builder, 'Pass mark in percent').fill('101')
    await says(part(builder, 'Pass mark in percent'), 'This is too big.')
    await part(builder, 'Pass mark in percent').fill('50')
    await builder.getByRole('button', { name: 'Add a draw' }).click()
    await part(builder, 'Tag').fill('')
    await says(part(builder, 'Tag'), 'Fill this in.')
    await expect(builder.getByText('Drawn from your bank: Fill this in.')).toBeVisible()
    await builder.getByRole('button', { name: 'Remove: Draw 1' }).click()
    await expectSaved(builder)
  })
})

test('by keyboard alone: a question of order and one of pairs are written and put right', async ({
  pageOf,
  database,
}) => {
  const person = await database.makePerson('instructor')
  const quiz = await makeEmptyQuiz(person, 'No pointer at all')
  const page = await pageOf(person)
  const builder = await openBuilder(page, quiz.address)
  const type = (words: string) => page.keyboard.type(words)
  const begin = async (kind: string) => {
    await builder.getByLabel('Kind').focus()
    await type(kind)
    await press(page, 'Tab', builder.getByRole('button', { name: 'Add question' }))
    await page.keyboard.press('Enter')
    await expect(part(builder, 'Question')).toBeFocused()
  }
  const write = async (name: string, words: string) => {
    await press(page, 'Tab', part(builder, name))
    await page.keyboard.press('ControlOrMeta+A')
    await type(words)
  }

  await begin('Order')
  await type('What grows from what?')
  await write('Place 1', 'Tree')
  await write('Place 2', 'Seed')
  await press(page, 'Tab', builder.getByRole('button', { name: 'Add entry' }))
  await page.keyboard.press('Enter')
  await expect(part(builder, 'Place 3')).toBeFocused()
  await type('Fruit')
  await press(page, 'Shift+Tab', builder.getByRole('button', { name: 'Move up: Place 2' }))
  await page.keyboard.press('Enter')
  await expect(builder.getByRole('button', { name: 'Move up: Place 1' })).toBeFocused()
  for (const [at, words] of ['Seed', 'Tree', 'Fruit'].entries())
    await expect(part(builder, `Place ${at + 1}`)).toHaveValue(words)

  await begin('Matching')
  await type('Who eats what?')
  for (const [at, [one, other]] of [
    ['Cow', 'Grass'],
    ['Cat', 'Mice'],
  ].entries()) {
    await write(`Entry ${at + 1}`, one ?? '')
    await write(`Belongs to entry ${at + 1}`, other ?? '')
  }
  await press(page, 'Tab', builder.getByRole('button', { name: 'Add a partner of nothing' }))
  await page.keyboard.press('Enter')
  await type('Stones')
  await expectSaved(builder)
  await page.reload()
  await hydrated(page)
  await builder.getByRole('button', { name: /^Edit question 2/ }).click()
  await expect(part(builder, 'Belongs to entry 2')).toHaveValue('Mice')
  await expect(part(builder, 'Partner of nothing 1')).toHaveValue('Stones')
})

test('two tabs write one quiz: the second is asked, and nothing is lost before the choice', async ({
  pageOf,
  database,
}) => {
  const person = await database.makePerson('instructor')
  const quiz = await makeEmptyQuiz(person, 'Two tabs')
  const first = await pageOf(person)
  const one = await openBuilder(first, quiz.address)
  await addQuestion(one, 'True or false', 'Written first.')
  await expectSaved(one)
  const second = await pageOf(person)
  const other = await openBuilder(second, quiz.address)
  await other.getByRole('button', { name: /^Edit question 1/ }).click()
  await part(one, 'Question').fill('Written in the first tab.')
  await expectSaved(one)

  await part(other, 'Question').fill('Written in the second tab.')
  await expect(other.getByText('Somebody changed this quiz meanwhile')).toBeVisible()
  await expect(part(other, 'Question')).toHaveValue('Written in the second tab.')
  await other.getByRole('button', { name: 'Keep mine' }).click()
  await expectSaved(other)

  await part(one, 'Question').fill('Once more in the first tab.')
  await expect(one.getByText('Somebody changed this quiz meanwhile')).toBeVisible()
  await one.getByRole('button', { name: 'Take theirs' }).click()
  await hydrated(first)
  await expect(one.getByRole('button', { name: /Written in the second tab/ })).toBeVisible()
})

test.describe(() => {
  test.use({ expectedErrors: [/net::ERR_INTERNET_DISCONNECTED/] })

  test('what could not be sent outlives its tab, and is sent by the next one', async ({
    pageOf,
    database,
  }) => {
    const person = await database.makePerson('instructor')
    const quiz = await makeEmptyQuiz(person, 'A closed tab')
    const page = await pageOf(person)
    const builder = await openBuilder(page, quiz.address)
    await page
      .context()
      .route('**/api/authoring/lessons/*/quiz', (route) => route.abort('internetdisconnected'))
    await addQuestion(builder, 'True or false', 'Typed without a connection.')
    await expect(builder.getByText('No connection: kept in this browser')).toBeVisible()
    await page.context().unroute('**/api/authoring/lessons/*/quiz')
    const next = await page.context().newPage()
    await page.close()
    await next.goto(quiz.address)
    await hydrated(next)
    await expect(builderOf(next).getByText('Typed without a connection.')).toBeVisible()
    await expectSaved(builderOf(next))
    await next.reload()
    await expect(builderOf(next).getByText('Typed without a connection.')).toBeVisible()
  })
})
