import type { Locator, Page } from '@playwright/test'
import { createLesson } from '@/lib/courses/commands/lessons'
import { signedIn } from '@/lib/platform/testing/viewers'
import type { Person } from './database'
import { makeDraft } from './drafts'
import { expect, hydrated } from './fixtures'

export type QuizOfTest = { courseId: string; lessonId: string; address: string }

/** A draft of this person with a quiz in which nothing stands yet. */
export async function makeEmptyQuiz(person: Person, title: string): Promise<QuizOfTest> {
  const { courseId, modules } = await makeDraft(person, title)
  const moduleId = modules[1]?.id ?? ''
  const { lessonId } = await createLesson(await signedIn(person.userId), {
    courseId,
    moduleId,
    title: 'What you know',
    type: 'quiz',
  })
  return { courseId, lessonId, address: `/instructor/courses/${courseId}/lessons/${lessonId}` }
}

/** The builder of a quiz on the page of its lesson. */
export function builderOf(page: Page): Locator {
  return page.locator('#quiz-builder')
}

export async function openBuilder(page: Page, address: string): Promise<Locator> {
  await page.goto(address)
  await hydrated(page)
  return builderOf(page)
}

export async function addQuestion(builder: Locator, kind: string, prompt: string): Promise<void> {
  await builder.getByLabel('Kind').selectOption(kind)
  await builder.getByRole('button', { name: 'Add question' }).click()
  const field = builder.getByLabel('Question', { exact: true })
  await expect(field).toBeFocused()
  await field.fill(prompt)
}

export async function expectSaved(builder: Locator): Promise<void> {
  await expect(builder.locator('[data-save-state="saved"]')).toBeVisible()
}
