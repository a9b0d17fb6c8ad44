import { readFile } from 'node:fs/promises'
import { buffer } from 'node:stream/consumers'
import type { Page } from '@playwright/test'
import { ZipFile } from 'yazl'
import { saveAssignment } from '@/lib/assignments/commands/authoring'
import { SaveAssignment } from '@/lib/assignments/schema'
import { inTransaction } from '@/lib/platform/db/transaction'
import { toObjectId } from '@/lib/platform/db/object-id'
import { RUBRIC } from '@/lib/platform/testing/assignments'
import { QUESTIONS } from '@/lib/platform/testing/quizzes'
import { signedIn } from '@/lib/platform/testing/viewers'
import { publishQuizzes, saveQuiz } from '@/lib/quizzes/commands/drafts'
import { QuizDraft } from '@/lib/quizzes/schema/quiz'
import type { database as Database } from '../database'
import { expect, test } from '../fixtures'

/** A published course with a quiz and an assignment of which learners do not have the last yet. */
async function written(database: typeof Database) {
  const person = await database.makePerson('instructor')
  const course = await database.makeCourse({
    instructor: person.userId,
    title: 'Rivers of the world',
    lessons: [
      { title: 'Springs' },
      { title: 'What do you know?', type: 'quiz' },
      { title: 'Draw a river', type: 'assignment' },
    ],
  })
  const [, quiz, task] = course.lessons.map(({ id }) => id)
  if (quiz === undefined || task === undefined) throw new Error('No lessons.')
  const viewer = await signedIn(person.userId)
  const draft = QuizDraft.parse({ settings: { attempts: 3 }, questions: QUESTIONS, draws: [] })
  await saveQuiz(viewer, { lessonId: quiz, version: 0, draft })
  await inTransaction(() => publishQuizzes([toObjectId(quiz)]))
  const [first, ...others] = draft.questions
  const later = QuizDraft.parse({
    ...draft,
    questions: [{ ...first, prompt: 'Which one is new?' }, ...others],
  })
  await saveQuiz(viewer, { lessonId: quiz, version: 1, draft: later })
  await saveAssignment(
    viewer,
    SaveAssignment.parse({ lessonId: task, version: 0, instructions: 'With a pencil.', rubric: RUBRIC }),
  )
  return { person, course }
}

async function download(page: Page, name: string): Promise<Buffer> {
  const arrives = page.waitForEvent('download')
  await page.getByRole('link', { name }).click()
  return readFile(await (await arrives).path())
}

async function importAs(page: Page, name: string, bytes: Buffer): Promise<void> {
  await page.goto('/instructor/courses/import')
  await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'application/zip', buffer: bytes })
}

const lessonOf = (page: Page, title: string) => page.getByRole('link', { name: title, exact: true })

test('a course goes out with its quiz and assignment as its author wrote them last, and comes in again as it was', async ({
  pageOf,
  database,
  expectAccessible,
}) => {
  const { person, course } = await written(database)
  const page = await pageOf(person)
  await page.goto(`/instructor/courses/${course.courseId}/publish`)
  await expect(page.getByText('This course has changes that are not published.')).toBeVisible()
  await expectAccessible(page, 'the two copies of a course')
  expect((await download(page, 'Export what learners see')).subarray(0, 2).toString()).toBe('PK')
  const archive = await download(page, 'Export with unpublished changes')

  const other = await pageOf(await database.makePerson('instructor'))
  await importAs(other, 'rivers.zip', archive)
  await expect(other.getByText('rivers.zip is a draft now: 3 lessons, no pictures.')).toBeVisible({
    timeout: 30_000,
  })
  await expect(other.getByText('Everything was taken as it stood.')).toBeVisible()
  await other.getByRole('link', { name: 'Open the draft' }).click()
  await lessonOf(other, 'What do you know?').click()
  await expect(other.getByText('Which one is new?').first()).toBeVisible()
  await expect(other.getByText('In which order?').first()).toBeVisible()
  await other.goBack()
  await lessonOf(other, 'Draw a river').click()
  await expect(other.getByText('With a pencil.').first()).toBeVisible()
  await expect(other.locator('input[value="Clarity"]')).toBeVisible()
})

test('an archive with a quiz that somebody tampered with is taken as far as it goes, and says line by line what was not', async ({
  pageOf,
  database,
  expectAccessible,
}) => {
  const page = await pageOf(await database.makePerson('instructor'))
  const zip = new ZipFile()
  const add = (name: string, text: string) => zip.addBuffer(Buffer.from(text), `rivers/${name}`)
  add(
    '01-a/01-quiz.md',
    '---\ntitle: Quiz\nquiz:\n  questions: ./01-quiz.gift\n  passPercent: { $gt: 1 }\n  bank: ../../../etc/passwd\n---\n',
  )
  const many = Array.from({ length: 10_000 }, (_, at) => `Is ${at} a number?{T}\n`).join('\n')
  add(
    '01-a/01-quiz.gift',
    `Write about it.{}\n\n// academy: {"points":{"$ne":1}}\nIs it?{T}\n\nBroken{\n\n${many}`,
  )
  add('01-a/02-task.md', '---\nassignment: { points: -1 }\n---\nText.\n')
  zip.end()
  await importAs(page, 'rivers.zip', await buffer(zip.outputStream))
  await expect(page.getByText('rivers.zip is a draft now: 2 lessons, no pictures.')).toBeVisible({
    timeout: 60_000,
  })
  const report = page.getByRole('listitem')
  const says = (place: string, words: string) =>
    expect(report.filter({ hasText: place }).filter({ hasText: words })).toHaveCount(1)
  await says('01-a/01-quiz.md:3', 'This field does not fit and was left out: quiz.passPercent')
  await says('01-a/01-quiz.gift:1', 'An essay is an assignment here; it was left out.')
  await says('01-a/01-quiz.gift:4', 'This is no whole question; it was left out.')
  await says('01-a/01-quiz.gift:6', 'This question could not be read; it was left out.')
  await says('01-a/01-quiz.gift', 'There are more questions than a quiz may have; the rest was left out.')
  await says('01-a/02-task.md:2', 'This field does not fit and was left out: assignment.points')
  await expectAccessible(page, 'the report of an import with questions')
})
