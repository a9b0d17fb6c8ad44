import type { Locator, Page } from '@playwright/test'
import { PASSWORD } from '../database'
import { expect, test } from '../fixtures'

/** Presses Tab until the control has the focus; on the way every stop shows that it has it. */
async function tabTo(page: Page, target: Locator, atMost = 40): Promise<void> {
  await expect(target).toBeVisible()
  for (let stop = 0; stop < atMost; stop += 1) {
    await page.keyboard.press('Tab')
    const { isVisible, what } = await focusOf(page)
    expect(isVisible, `the focus on ${what} can be seen`).toBe(true)
    if (await target.evaluate((element) => element === document.activeElement)) return
  }
  throw new Error(`Tab does not reach ${target} within ${atMost} stops.`)
}

/** Whether what has the focus, or the label around it, wears a ring. */
function focusOf(page: Page): Promise<{ isVisible: boolean; what: string }> {
  return page.evaluate(() => {
    const active = document.activeElement
    if (active === null || active === document.body) return { isVisible: true, what: 'nothing' }
    const wearers = [active, active.closest('label'), active.parentElement].filter((one) => one !== null)
    const isVisible = wearers.some((one) => {
      const { outlineStyle, outlineWidth } = getComputedStyle(one)
      return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 1
    })
    return { isVisible, what: active.outerHTML.slice(0, 160) }
  })
}

test('signing in, enrolling and learning need no pointer', async ({ page, database }) => {
  const person = await database.makePerson('student')
  const course = await database.makeCourse()

  await test.step('the skip link is the first stop and leads past the header', async () => {
    await page.goto(`/courses/${course.slug}`)
    const skip = page.getByRole('link', { name: 'Skip to the content' })
    await page.keyboard.press('Tab')
    await expect(skip).toBeFocused()
    await expect(skip).toBeInViewport()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('main')).toBeFocused()
    await page.keyboard.press('Tab')
    await expect(page.getByRole('main').locator(':focus')).toBeVisible()
  })

  await test.step('enrolling asks to sign in; a refusal takes the focus', async () => {
    await tabTo(page, page.getByRole('button', { name: 'Enrol for free' }))
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL(/\/login\?next=/)
    await tabTo(page, page.getByLabel('Email or username'))
    await page.keyboard.type(person.username)
    await page.keyboard.press('Enter')
    await expect(page.getByLabel('Password', { exact: true })).toBeFocused()
    await expect(page.getByLabel('Password', { exact: true })).toHaveAccessibleDescription(/Fill this in/)
    await page.keyboard.type('not my password at all')
    await page.keyboard.press('Enter')
    await expect(page.getByText('do not belong together').first()).toBeVisible()
    expect((await focusOf(page)).isVisible).toBe(true)
    await expect(page.locator(':focus')).toHaveCount(1)
    await page.getByLabel('Password', { exact: true }).focus()
    await page.keyboard.press('Control+A')
    await page.keyboard.type(PASSWORD)
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL(`/learn/${course.slug}`)
  })

  await test.step('is enrolled by that, opens the lesson, marks it with Space', async () => {
    await tabTo(page, page.getByRole('link', { name: 'Start the course' }))
    await page.keyboard.press('Enter')
    await expect(page.getByText('Lesson 1 of 3')).toBeVisible()
    await tabTo(page, page.getByRole('button', { name: 'Mark as done' }))
    await page.keyboard.press('Space')
    await expect(page.getByText('You have done this lesson')).toBeVisible()
    await page.keyboard.press('ArrowRight')
    await expect(page.getByText('Lesson 2 of 3')).toBeVisible()
    await page.keyboard.press('ArrowLeft')
    await expect(page.getByText('Lesson 1 of 3')).toBeVisible()
  })
})

test('menus, choices and dialogs follow the keys, and give the focus back', async ({ pageOf, database }) => {
  const person = await database.makePerson('student')
  const course = await database.makeCourse()
  await database.enrollIn(person, course)
  const page = await pageOf(person)

  await test.step('a menu opens by Enter and closes by Escape', async () => {
    await page.goto('/dashboard')
    const menu = page.getByRole('banner').getByLabel('Your account')
    await tabTo(page, menu)
    await page.keyboard.press('Enter')
    await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(page.getByRole('button', { name: 'Sign out' })).toBeHidden()
    await expect(menu).toBeFocused()
  })

  await test.step('arrow keys choose the appearance', async () => {
    const theme = page.getByRole('banner').getByLabel('Appearance')
    await theme.focus()
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await expect(page.getByRole('radio', { name: 'Dark' })).toBeChecked()
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
    await page.keyboard.press('Escape')
  })

  await test.step('a dialog keeps the focus, leaves by Escape and gives it back', async () => {
    await page.goto(`/learn/${course.slug}`)
    await page.getByText('Leave this course').focus()
    await page.keyboard.press('Enter')
    const opener = page.getByRole('button', { name: 'Leave and erase my progress' })
    await tabTo(page, opener)
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('alertdialog')
    await expect(dialog).toBeVisible()
    await expect(dialog.locator(':focus')).toHaveCount(1)
    for (let press = 0; press < 6; press += 1) {
      await page.keyboard.press('Tab')
      const isOutside = await page.evaluate(
        () => document.activeElement !== document.body && document.activeElement?.closest('dialog') === null,
      )
      expect(isOutside, 'the focus stays in the dialog').toBe(false)
    }
    await page.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
    await expect(opener).toBeFocused()
  })
})
