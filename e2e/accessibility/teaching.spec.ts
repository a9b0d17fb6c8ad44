import type { Page } from '@playwright/test'
import { demoBankQuestion, demoCourse, demoPerson, demoSubmissions } from '../demo'
import { makeDraft } from '../drafts'
import { expect, expectNoSidewaysScroll, test } from '../fixtures'

const COURSE = 'finding-your-way'
const PHONE = { width: 390, height: 844 }
const SCREEN = { width: 1440, height: 900 }

/** Each test is a tour of many pages. */
test.describe.configure({ timeout: 240_000 })

type Look = (page: Page, what?: string) => Promise<void>

/** Looks at each page on a large screen, and whether it fits on a phone. */
async function tour(page: Page, addresses: readonly string[], { look, who }: { look: Look; who: string }) {
  for (const address of addresses) {
    await page.setViewportSize(SCREEN)
    await page.goto(address)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await look(page, `${address} of ${who}`)
    await page.setViewportSize(PHONE)
    await expectNoSidewaysScroll(page)
  }
}

test('pages of teaching are accessible and fit, with the demo academy’s learners', async ({
  pageOf,
  expectAccessible,
}) => {
  const { courseId, lessonIds } = await demoCourse(COURSE)
  const submissions = await demoSubmissions(courseId, ['submitted', 'released'])
  const learner = await demoPerson('yuki')
  const course = `/instructor/courses/${courseId}`
  const page = await pageOf(await demoPerson('tomas'))
  await tour(
    page,
    [
      '/instructor',
      '/instructor/courses/import',
      '/instructor/grading',
      '/instructor/questions',
      `/instructor/questions/${await demoBankQuestion('tomas')}`,
      ...['details', 'curriculum', 'pricing', 'publish', 'analytics', 'announcements'].map(
        (part) => `${course}/${part}`,
      ),
      ...['Final test', 'Your plan for half a day'].map((title) => `${course}/lessons/${lessonIds[title]}`),
      `${course}/lessons/${lessonIds['Final test']}/preview`,
      ...['?show=stuck', '?q=nobody'].map((query) => `${course}/students${query}`),
      `${course}/students/${learner.userId}`,
      `${course}/grading`,
      ...submissions.map((id) => `${course}/grading/${id}`),
      `${course}/grades`,
      `${course}/grades/${learner.userId}/${lessonIds['Your plan for half a day']}`,
      `${course}/announcements/new?to=stuck`,
    ],
    { look: expectAccessible, who: 'a teacher with learners' },
  )
})

test('pages of teaching are accessible and fit, with nothing in them', async ({
  pageOf,
  database,
  expectAccessible,
}) => {
  const person = await database.makePerson('instructor')
  const draft = await makeDraft(person)
  const empty = await database.makeCourse({ instructor: person.userId, lessons: [{ title: 'Alone' }] })
  const page = await pageOf(person)
  const parts = ['details', 'curriculum', 'pricing', 'publish']
  const sent = ['analytics', 'announcements', 'students', 'grading', 'grades']
  await tour(
    page,
    [
      ...parts.map((part) => `/instructor/courses/${draft.courseId}/${part}`),
      `/instructor/courses/${draft.courseId}/lessons/${draft.lessons[0]?.id}`,
      ...sent.map((part) => `/instructor/courses/${empty.courseId}/${part}`),
    ],
    { look: expectAccessible, who: 'a teacher of nobody' },
  )
  const newcomer = await pageOf(await database.makePerson('instructor'))
  await tour(
    newcomer,
    ['/instructor', '/instructor/courses', '/instructor/grading', '/instructor/questions'],
    {
      look: expectAccessible,
      who: 'a new teacher',
    },
  )
})

test('quizzes, assignments and grades of a learner are accessible and fit', async ({
  pageOf,
  database,
  expectAccessible,
}) => {
  const course = await demoCourse(COURSE)
  const { slug, lessonIds } = course
  const of = (...parts: string[]) => parts.map((part) => `/learn/${slug}/${lessonIds[part] ?? part}`)
  const tours = {
    yuki: of('grades', 'progress', 'announcements', 'Your plan for half a day'),
    zoe: of('Final test'),
    grace: of('grades', 'Final test'),
    diego: of('Your plan for half a day'),
  }
  for (const [username, addresses] of Object.entries(tours))
    await tour(await pageOf(await demoPerson(username)), addresses, { look: expectAccessible, who: username })
  const newcomer = await database.makePerson('student')
  await database.enrollIn(newcomer, course)
  await tour(await pageOf(newcomer), of('grades', 'Final test', 'Your plan for half a day'), {
    look: expectAccessible,
    who: 'who has just come',
  })
})

test('the review of courses is accessible and fits, with changes and with none', async ({
  pageOf,
  database,
  expectAccessible,
}) => {
  const { courseId } = await demoCourse('sourdough')
  const page = await pageOf(await database.makePerson('admin'))
  await tour(page, ['/admin/courses', `/admin/courses/${courseId}`], {
    look: expectAccessible,
    who: 'an admin',
  })
})
