import type { Page } from '@playwright/test'
import { expect, test } from '../fixtures'
import { ask, hashesOfInlineScripts, noncesOf, scriptSources } from './raw'

/** Somebody's public profile: kept, and asked for by nobody else in this run. */
async function freshAddress(
  database: { makePerson: (role: 'student') => Promise<{ username: string }> },
  baseURL?: string,
) {
  return `${baseURL}/u/${(await database.makePerson('student')).username}`
}

/** Only a page whose scripts run asks who is looking. */
const hydrated = (page: Page) => page.waitForResponse((answer) => answer.url().includes('/api/me'))

test.describe('a kept page', () => {
  test('carries the hashes of its own scripts, however it is answered', async ({ database, baseURL }) => {
    const address = await freshAddress(database, baseURL)
    const miss = await ask(address)
    const hit = await ask(address)
    const compressed = await ask(address, { headers: { 'accept-encoding': 'gzip' } })
    const head = await ask(address, { method: 'HEAD' })
    const same = await ask(address, { headers: { 'if-none-match': String(hit.headers.etag) } })

    expect([miss, hit, compressed].map(({ headers }) => headers['x-nextjs-cache'])).toEqual([
      'MISS',
      'HIT',
      'HIT',
    ])
    expect([miss, hit, compressed, head, same].map(({ status }) => status)).toEqual([200, 200, 200, 200, 304])
    expect(compressed.isCompressed).toBe(true)
    expect(hit.html).toBe(miss.html)
    expect(compressed.html).toBe(miss.html)
    expect([head.html, same.html]).toEqual(['', ''])
    expect(hashesOfInlineScripts(miss).length).toBeGreaterThan(2)
    for (const answer of [miss, hit, compressed, head, same]) {
      expect(scriptSources(answer)).toEqual([
        `${baseURL}/_next/static/`,
        ...new Set(hashesOfInlineScripts(miss)),
      ])
      expect(answer.headers['cache-control']).toBe('public, max-age=0, must-revalidate')
      expect(answer.headers.etag).toBe(miss.headers.etag)
    }
  })

  test('lives in the browser: rendered now, from memory, and confirmed by its ETag', async ({
    page,
    database,
    baseURL,
  }) => {
    const address = await freshAddress(database, baseURL)
    for (const expected of [200, 200, 304]) {
      const alive = hydrated(page)
      const statuses: number[] = []
      page.on('response', (answer) => void (answer.url() === address && statuses.push(answer.status())))
      if (expected === 304) await page.reload()
      else await page.goto(address)
      await alive
      await page.getByRole('banner').getByLabel('Appearance').click()
      await expect(page.getByRole('radio', { name: 'Dark' })).toBeVisible()
    }
  })

  test('lives under another name of the machine as well', async ({ page, database, baseURL }) => {
    const address = (await freshAddress(database, baseURL)).replace('localhost', '127.0.0.1')
    for (const _turn of ['rendered', 'kept']) {
      const alive = hydrated(page)
      await page.goto(address)
      await alive
    }
  })

  test('takes no nonce and no policy from who asks first', async ({ database, baseURL }) => {
    const address = await freshAddress(database, baseURL)
    const evil = { 'content-security-policy': "script-src 'nonce-evil'", 'x-nonce': 'evil' }
    const first = await ask(address, { headers: evil })
    const next = await ask(address)
    expect(first.headers['x-nextjs-cache']).toBe('MISS')
    expect(next.headers['x-nextjs-cache']).toBe('HIT')
    for (const answer of [first, next]) {
      expect(noncesOf(answer)).toEqual([])
      expect(answer.html).not.toContain('evil')
      expect(answer.headers['content-security-policy']).not.toContain('evil')
    }
  })

  test('posted to, it is not kept with the nonce of that answer', async ({ database, baseURL }) => {
    const address = await freshAddress(database, baseURL)
    await ask(address, { method: 'POST', headers: { 'content-type': 'multipart/form-data; boundary=x' } })
    await ask(address, { method: 'POST' })
    const after = await ask(address)
    expect(after.status).toBe(200)
    expect(noncesOf(after)).toEqual([])
    expect(scriptSources(after)).not.toContain("'unsafe-inline'")
  })

  test('does not run what was written into it by others', async ({ browser, database, baseURL }) => {
    const address = await freshAddress(database, baseURL)
    // A browser of its own: the console shall complain here.
    const context = await browser.newContext()
    const page = await context.newPage()
    await page.route(address, async (route) => {
      const answer = await route.fetch()
      const body = (await answer.text()).replace(
        '</main>',
        '<script>window.injected = 1</script><img src="/x" onerror="window.injected = 1"></main>',
      )
      await route.fulfill({ response: answer, body })
    })
    const refused = page.waitForEvent('console', (message) =>
      message.text().includes('Content Security Policy'),
    )
    await page.goto(address)
    await refused
    expect(await page.evaluate(() => 'injected' in window)).toBe(false)
    await context.close()
  })
})

test.describe('the look of the person', () => {
  for (const theme of ['light', 'dark'] as const) {
    test(`a kept page arrives ${theme} without any script`, async ({ browser, database, baseURL }) => {
      const address = await freshAddress(database, baseURL)
      const context = await browser.newContext({
        javaScriptEnabled: false,
        colorScheme: theme === 'dark' ? 'light' : 'dark',
      })
      await context.addCookies([{ name: 'theme', value: theme, url: String(baseURL) }])
      const page = await context.newPage()
      for (const _turn of ['rendered', 'kept']) {
        await page.goto(address)
        await expect(page.locator('html')).toHaveAttribute('data-theme', theme)
        await expect(page.locator('html')).toHaveCSS('color-scheme', theme)
      }
      await context.close()
    })
  }

  test('each look has an ETag of its own', async ({ database, baseURL }) => {
    const address = await freshAddress(database, baseURL)
    const plain = await ask(address)
    const dark = await ask(address, {
      headers: { cookie: 'theme=dark', 'if-none-match': String(plain.headers.etag) },
    })
    expect(dark.status).toBe(200)
    expect(dark.headers.etag).not.toBe(plain.headers.etag)
  })
})

test.describe("the person's own on a kept page", () => {
  // Of the fonts that the first of these tests keeps away.
  test.use({ expectedErrors: [/Failed to load resource: net::ERR_FAILED/] })

  test('nobody who is signed in is asked to sign in, and nothing moves', async ({
    as,
    database,
    baseURL,
  }) => {
    const address = await freshAddress(database, baseURL)
    const page = await as('student', { fullName: 'Ana Lima' })
    let answerNow = () => {}
    const held = new Promise<void>((resolve) => (answerNow = resolve))
    await page.route('**/api/me*', async (route) => {
      await held
      await route.continue()
    })
    // When a font comes is up to the machine, and its stand-in's letters are not to the pixel as wide.
    await page.route('**/*.woff2', (route) => route.abort())
    await page.addInitScript(() => {
      const shifts: number[] = []
      Object.assign(window, { shifts })
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries())
          shifts.push((entry as PerformanceEntry & { value: number }).value)
      }).observe({ type: 'layout-shift', buffered: true })
    })
    const banner = page.getByRole('banner')
    await page.goto(address)
    await expect(banner.getByRole('link', { name: 'My learning' })).toBeVisible()
    await expect(banner.getByRole('link', { name: 'Sign in' })).toBeHidden()
    answerNow()
    await banner.getByLabel('Your account').click()
    await expect(banner.getByText('Ana Lima')).toBeVisible()
    expect(await page.evaluate(() => (window as unknown as { shifts: number[] }).shifts)).toEqual([])
  })

  test('a visitor sees the ways in from the start, also without scripts', async ({
    browser,
    database,
    baseURL,
  }) => {
    const context = await browser.newContext({ javaScriptEnabled: false })
    const page = await context.newPage()
    await page.goto(await freshAddress(database, baseURL))
    await expect(page.getByRole('banner').getByRole('link', { name: 'Sign in' })).toBeVisible()
    await context.close()
  })

  test('is asked for once a page, and kept by nobody', async ({ page, database, baseURL }) => {
    const calls: string[] = []
    page.on('request', (request) => void (request.url().includes('/api/me') && calls.push(request.url())))
    const alive = hydrated(page)
    await page.goto(await freshAddress(database, baseURL))
    expect((await alive).headers()['cache-control']).toBe('no-store')
    await page.waitForLoadState('networkidle')
    expect(calls).toHaveLength(1)
  })
})
