import AxeBuilder from '@axe-core/playwright'
import {
  type BrowserContext,
  type BrowserContextOptions,
  type Page,
  expect,
  test as base,
} from '@playwright/test'
import { PORT, environmentOf } from './environment.mjs'
import type { Facts, Person } from './database'

// The house reads its settings on first use: they must be those of the server under test.
Object.assign(process.env, environmentOf(PORT), { NODE_ENV: 'test' })

const { database } = await import('./database')

export type Role = 'visitor' | 'student' | 'instructor' | 'otherInstructor' | 'admin'

type Fixtures = {
  /** A page of a new person who is signed in, in a browser of their own. */
  as: (role: Role, facts?: Facts) => Promise<Page>
  /** The same for a person who is there already; nobody: a visitor. */
  pageOf: (person: Person | null, options?: BrowserContextOptions) => Promise<Page>
  /** No violation of the accessibility rules on the page as it stands, in light and in dark. */
  /** `leaveOut` names, as selectors, what is the same again and again and would only take time. */
  expectAccessible: (page: Page, what?: string, leaveOut?: string[]) => Promise<void>
  database: typeof database
}
type Options = {
  /** What the test itself makes the browser complain about. */
  expectedErrors: RegExp[]
}

type AxeResults = Awaited<ReturnType<AxeBuilder['analyze']>>
type Result = AxeResults['violations'][number]

const COLOUR_RULES = ['color-contrast', 'link-in-text-block']

const EXPECTED = [
  // What a browser says by itself when a page answers 4xx; the test asserts the status.
  /Failed to load resource: the server responded with a status of 4\d\d/,
  // The browser's driver looks into every frame, and may not into the preview of a letter: it runs no script at all.
  /Blocked script execution in 'about:srcdoc'/,
]

/** Errors on the console and uncaught ones fail the test in which they appear. */
function watchConsole(context: BrowserContext, seen: string[], expected: RegExp[]): void {
  context.on('console', (message) => {
    if (message.type() === 'error' && !expected.some((known) => known.test(message.text())))
      seen.push(`${message.page()?.url()}: ${message.text()}`)
  })
  context.on('weberror', (error) => seen.push(`${error.page()?.url()}: ${error.error()}`))
}

export const test = base.extend<Fixtures & Options & { consoleSeen: string[]; consoleWatch: void }>({
  expectedErrors: [[], { option: true }],

  consoleSeen: async ({}, use) => {
    const seen: string[] = []
    await use(seen)
    expect(seen, 'nothing unexpected was written to the console').toEqual([])
  },

  context: async ({ context, consoleSeen, expectedErrors }, use) => {
    watchConsole(context, consoleSeen, [...EXPECTED, ...expectedErrors])
    await use(context)
  },

  database: async ({}, use) => {
    await use(database)
  },

  pageOf: async ({ browser, consoleSeen, expectedErrors }, use) => {
    const contexts: BrowserContext[] = []
    await use(async (person, options) => {
      const context = await browser.newContext(options)
      contexts.push(context)
      watchConsole(context, consoleSeen, [...EXPECTED, ...expectedErrors])
      if (person !== null) await context.addCookies([await database.cookieOf(person.userId)])
      return context.newPage()
    })
    for (const context of contexts) await context.close()
  },

  as: async ({ pageOf }, use) => {
    await use(async (role, facts) =>
      pageOf(role === 'visitor' ? null : await database.makePerson(role, facts)),
    )
  },

  expectAccessible: async ({}, use) => {
    await use(async (page, what = new URL(page.url()).pathname, leaveOut = []) => {
      // Between two pages, and while one is rendered anew, there is none for a moment.
      await expect(page).toHaveTitle(/\S/)
      // The preview of a letter runs no script, so axe's neither.
      const exclude = ['iframe[sandbox=""]', ...leaveOut]
      await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
      // Without a page of its own in which results are put together, and without lists of what is right: half the time.
      const builder = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] })
      const { violations } = await exclude.reduce((axe, each) => axe.exclude(each), builder).analyze()
      expect.soft(namesOf(violations), `${what} is accessible in light`).toEqual([])
      await page.emulateMedia({ colorScheme: 'dark' })
      expect.soft(namesOf(await coloursOf(page, exclude)), `${what} is accessible in dark`).toEqual([])
    })
  },
})

/** Only colours differ between the two schemes; axe is in the page since it looked at the first. */
async function coloursOf(page: Page, exclude: string[]): Promise<Result[]> {
  return page.evaluate(
    async ({ rules, exclude }) => {
      const { axe } = globalThis as unknown as {
        axe: { run: (what: object, how: object) => Promise<AxeResults> }
      }
      const { violations } = await axe.run(
        { exclude: exclude.map((each) => [each]) },
        { runOnly: rules, resultTypes: ['violations'] },
      )
      return violations
    },
    { rules: COLOUR_RULES, exclude },
  )
}

function namesOf(violations: Result[]): string[] {
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`)
}

/** Nothing sticks out at the side: the page is as wide as the screen and not wider. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const widths = await page.evaluate(() => ({
    content: document.documentElement.scrollWidth,
    screen: document.documentElement.clientWidth,
  }))
  expect.soft(widths.content, `${page.url()} does not scroll sideways`).toBeLessThanOrEqual(widths.screen)
}

/** The page's scripts have taken over, so that a press is theirs and not the plain form's. */
export async function hydrated(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    [...document.querySelectorAll('form, a, button')].some((element) =>
      Object.keys(element).some((key) => key.startsWith('__reactProps')),
    ),
  )
}

export { expect }
