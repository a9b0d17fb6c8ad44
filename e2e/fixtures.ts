import AxeBuilder from '@axe-core/playwright'
import { type BrowserContext, type Page, expect, test as base } from '@playwright/test'
import { environmentOf } from './environment.mjs'

// The house reads its settings on first use: they must be those of the server under test.
Object.assign(process.env, environmentOf(3217), { NODE_ENV: 'test' })

const { database } = await import('./database')

export type Role = 'visitor' | 'student' | 'instructor' | 'otherInstructor' | 'admin'

type Fixtures = {
  /** A page of somebody who is signed in, in a browser of their own. */
  as: (role: Role, options?: Parameters<typeof database.makePerson>[1]) => Promise<Page>
  /** No violation of the accessibility rules on the page as it stands, in light and in dark. */
  expectAccessible: (page: Page) => Promise<void>
  database: typeof database
}

/** What a browser says by itself when a page answers 4xx; the test asserts the status. */
const EXPECTED = [/Failed to load resource: the server responded with a status of 4\d\d/]

/** Errors on the console and uncaught ones fail the test in which they appear. */
function watchConsole(context: BrowserContext, seen: string[]): void {
  context.on('console', (message) => {
    if (message.type() === 'error' && !EXPECTED.some((known) => known.test(message.text())))
      seen.push(message.text())
  })
  context.on('weberror', (error) => seen.push(String(error.error())))
}

export const test = base.extend<Fixtures & { consoleWatch: string[] }>({
  consoleWatch: [
    async ({ context }, use) => {
      const seen: string[] = []
      watchConsole(context, seen)
      await use(seen)
      expect(seen, 'nothing unexpected was written to the console').toEqual([])
    },
    { auto: true },
  ],

  database: async ({}, use) => {
    await use(database)
  },

  as: async ({ browser, contextOptions, consoleWatch }, use) => {
    const contexts: BrowserContext[] = []
    await use(async (role, options) => {
      const context = await browser.newContext(contextOptions)
      contexts.push(context)
      watchConsole(context, consoleWatch)
      if (role !== 'visitor') {
        const person = await database.makePerson(role, options)
        await context.addCookies([await database.cookieOf(person.userId)])
      }
      return context.newPage()
    })
    for (const context of contexts) await context.close()
  },

  expectAccessible: async ({}, use) => {
    await use(async (page) => {
      for (const scheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
        const { violations } = await new AxeBuilder({ page }).analyze()
        const found = violations.map(
          ({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`,
        )
        expect(found, `accessible in ${scheme}`).toEqual([])
      }
    })
  },
})

export { expect }
