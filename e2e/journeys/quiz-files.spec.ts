import { readFile } from 'node:fs/promises'
import type { Locator, Page } from '@playwright/test'
import { addQuestion, expectSaved, makeEmptyQuiz, openBuilder } from '../quizzes'
import { expect, test } from '../fixtures'

const GIFT = `// [tag:rivers]
::Nile::[html]<p>Which is <b>longer</b>? <script>alert(1)</script></p>{=The Nile ~The Spree #far too short}

An essay about bread {}

[plain]Is 2 * 3 = 6 and _x_ a letter?{T}

[markdown]A river has a **source** and ![a mouth](missing.png).{=yes ~no}
`
const AIKEN = `What is the capital of Peru?
A. Lima
B. Quito
ANSWER: A

What is left out?
A. This
ANSWER: C
`
const CSV = `type,prompt,answer1,answer2
ordering,Which comes first?,Seed,Tree
number,How many legs has a spider?,8,
poem,Write one.,x,
`

async function take(builder: Locator, format: string, text: string, name: string) {
  await builder.getByLabel('Format', { exact: true }).selectOption(format)
  const mimeType = 'text/plain'
  await builder
    .getByLabel('File', { exact: true })
    .setInputFiles({ name, mimeType, buffer: Buffer.from(text) })
  await builder.getByRole('button', { name: 'Read it' }).click()
}

async function exportOf(page: Page, builder: Locator, format: string): Promise<string> {
  await builder.getByLabel('Format', { exact: true }).selectOption(format)
  const download = page.waitForEvent('download')
  await builder.getByRole('button', { name: 'Export', exact: true }).click()
  return readFile(await (await download).path(), 'utf8')
}

test('files of questions come in with a line for all that was not taken, and go out again', async ({
  pageOf,
  database,
}) => {
  const person = await database.makePerson('instructor')
  const quiz = await makeEmptyQuiz(person, 'Rivers and spiders')
  const page = await pageOf(person)
  const builder = await openBuilder(page, quiz.address)
  await builder.getByText('Import / Export').click()
  const report = builder.getByRole('region', { name: 'Not taken or changed' })
  const add = builder.getByRole('button', { name: 'Add these questions' })

  await take(builder, 'gift', GIFT, 'rivers.gift')
  await expect(builder.getByText('Questions that can be taken: 3.')).toBeVisible()
  await expect(report.getByText('Line 4 An essay is an assignment here.')).toBeVisible()
  await expect(report.getByText(/Line 2 These tags are not shown.*script/)).toBeVisible()
  await expect(report.getByText(/Line 8 This picture did not come with the file.*missing\.png/)).toBeVisible()
  await add.click()
  await take(builder, 'aiken', AIKEN, 'capitals.txt')
  await expect(report.getByText('Line 6 No option has the letter of the right answer.')).toBeVisible()
  await add.click()
  await take(builder, 'csv', CSV, 'table.csv')
  await expect(report.getByText('Line 4 There is no such kind of question.')).toBeVisible()
  await add.click()
  await expectSaved(builder)
  await expect(builder.getByRole('button', { name: /^Edit question/ })).toHaveCount(6)
  await expect(builder.getByText('Is 2 * 3 = 6 and _x_ a letter?')).toBeVisible()

  const gift = await exportOf(page, builder, 'gift')
  expect(gift).toContain('// [tag:rivers]\n::Nile::[markdown]')
  await expect(builder.getByText('Question 5: this kind does not exist there')).toBeVisible()
  expect(await exportOf(page, builder, 'csv')).toContain('ordering,')
  expect(await exportOf(page, builder, 'aiken')).toContain('A) Lima\nB) Quito\nANSWER: A')

  await take(builder, 'gift', gift, 'again.gift')
  await expect(builder.getByText('Questions that can be taken: 5.')).toBeVisible()
  // What a file says in HTML stays as it was written, so the tag that nobody is shown is named again.
  await expect(report.getByRole('listitem')).toHaveText([/These tags are not shown.*script/])
})

test('a file of another format loses nothing of what is there, and says what is wrong', async ({
  pageOf,
  database,
}) => {
  const person = await database.makePerson('instructor')
  const quiz = await makeEmptyQuiz(person, 'Only one question')
  const page = await pageOf(person)
  const builder = await openBuilder(page, quiz.address)
  await addQuestion(builder, 'True or false', 'Stays.')
  await expectSaved(builder)
  await builder.getByText('Import / Export').click()
  await take(builder, 'csv', GIFT, 'rivers.gift')
  await expect(builder.getByText(/Columns are missing/)).toBeVisible()
  await expect(builder.getByRole('button', { name: 'Add these questions' })).toBeHidden()
  await expect(builder.getByRole('button', { name: /question 1/ }).first()).toBeVisible()
})
