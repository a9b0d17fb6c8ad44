import { expect, expectNoSidewaysScroll, test } from '../fixtures'

test('on a phone the filters are in a drawer, and what is chosen stands above the list', async ({
  page,
  expectAccessible,
}) => {
  await page.goto('/courses')
  await page.getByRole('button', { name: 'Filters' }).tap()
  const drawer = page.getByRole('group', { name: 'Filters' }).first()
  await drawer.getByRole('checkbox', { name: 'Japanese' }).tap()
  await expectAccessible(page, 'the filters on a phone')
  await drawer.getByRole('button', { name: 'Show courses' }).tap()
  await expect(page).toHaveURL('/courses?language=ja')
  await expect(page.getByRole('heading', { name: '光から始める写真' })).toBeVisible()
  await expectNoSidewaysScroll(page)
  const words = page.getByRole('main').getByRole('searchbox', { name: 'Search courses' })
  await words.fill('光')
  await words.press('Enter')
  await expect(page, 'other words keep the filters').toHaveURL(/language=ja&q=%E5%85%89$/)
  await page.goBack()
  await page.getByRole('link', { name: 'Remove filter: Japanese' }).tap()
  await expect(page).toHaveURL('/courses')

  await page.goto('/courses?q=nothing+at+all&language=ja')
  await expect(page.getByText('No course fits all of this')).toBeVisible()
  await expectNoSidewaysScroll(page)
  await page.goto('/')
  await expect(page.getByRole('list', { name: 'In your languages' }).getByRole('link').first()).toBeVisible()
  await expectNoSidewaysScroll(page)
})
