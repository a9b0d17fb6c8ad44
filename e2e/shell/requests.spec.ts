import { expect, test } from '../fixtures'
import { ask, noncesOf, scriptSources } from './raw'

test.describe('a page rendered per request', () => {
  test('carries a nonce of its own each time, and is kept by nobody', async ({ baseURL }) => {
    const answers = [
      await ask(`${baseURL}/login`),
      await ask(`${baseURL}/login`, { headers: { 'accept-encoding': 'gzip' } }),
    ]
    for (const answer of answers) {
      expect(noncesOf(answer)).toHaveLength(1)
      expect(scriptSources(answer)).toEqual([`${baseURL}/_next/static/`, `'nonce-${noncesOf(answer)[0]}'`])
      expect(answer.headers['cache-control']).toContain('no-store')
      expect(answer.headers.etag).toBeUndefined()
    }
    expect(new Set(answers.flatMap(noncesOf)).size).toBe(2)
  })

  test('lives in the browser', async ({ page }) => {
    await page.goto('/login')
    await page.getByRole('banner').getByLabel('Appearance').click()
    await page.getByText('Dark').click()
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  })
})

test.describe('addresses', () => {
  test('unknown parameters are dropped, known ones reach the route that reads them', async ({ baseURL }) => {
    const plain = await ask(`${baseURL}/courses`)
    const tracked = await ask(`${baseURL}/courses?utm_source=mail&fbclid=1`)
    expect(tracked.headers.etag).toBe(plain.headers.etag)
    // From what is kept, even where five minutes have passed since it was made.
    expect(tracked.headers['x-nextjs-cache']).toMatch(/^(HIT|STALE)$/)
    const searched = await ask(`${baseURL}/courses?q=algebra&utm_source=mail`)
    expect(noncesOf(searched)).toHaveLength(1)
    expect(searched.html).not.toContain('utm_source')
  })

  test('each page has one address', async ({ baseURL }) => {
    const wrong = {
      '/en/courses?q=a': '/courses?q=a',
      '/en': '/',
      '/courses/': '/courses',
      '/catalogue?q=a': '/courses?q=a',
      '//evil.example/': '/evil.example',
    }
    for (const [path, location] of Object.entries(wrong)) {
      const answer = await ask(`${baseURL}${path}`)
      expect([path, answer.status >= 307 && answer.status <= 308, answer.headers.location]).toEqual([
        path,
        true,
        location,
      ])
    }
  })

  test('what cannot be an address is refused in few words', async ({ baseURL }) => {
    expect((await ask(`${baseURL}/courses/%E0%A4%A`)).status).toBe(400)
  })
})

test.describe('what is not there', () => {
  test('is never kept, whatever is asked for', async ({ baseURL }) => {
    for (const path of ['/u/nobody-at-all', '/nowhere', '/nowhere/at/all.php']) {
      for (const _turn of ['first', 'second']) {
        const answer = await ask(`${baseURL}${path}`)
        expect([path, answer.status, answer.headers['x-nextjs-cache']]).not.toEqual([path, 404, 'HIT'])
        expect(answer.status).toBe(404)
        expect(answer.headers['cache-control']).toContain('no-store')
        expect(answer.headers.etag).toBeUndefined()
      }
    }
  })

  test('says so without scripts, and lives with them', async ({ browser, page }) => {
    const context = await browser.newContext({ javaScriptEnabled: false })
    const bare = await context.newPage()
    for (const path of ['/nowhere', '/u/nobody-at-all', '/problem/forbidden']) {
      expect((await bare.goto(path))?.status()).toBe(404)
      await expect(bare.getByRole('heading', { level: 1 })).toHaveText('This page is not here')
    }
    await context.close()
    await page.goto('/nowhere')
    await page.getByRole('banner').getByLabel('Appearance').click()
    await expect(page.getByRole('radio', { name: 'Dark' })).toBeVisible()
    await page.getByRole('main').getByRole('link', { name: 'Browse courses' }).click()
    await expect(page).toHaveURL('/courses')
  })

  test('a page that is somebody else’s says 403 the same way', async ({ as }) => {
    const page = await as('student')
    expect((await page.goto('/admin/system'))?.status()).toBe(403)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('This page is not open to you')
  })
})

test.describe('headers of who asks', () => {
  test('change neither links nor what is answered', async ({ baseURL }) => {
    const spoofed = {
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'https',
      'x-forwarded-for': '203.0.113.9',
      'x-middleware-subrequest': 'middleware:middleware:middleware',
      'x-invoke-path': '/en/admin/system',
      'x-matched-path': '/en/admin/system',
      'x-nextjs-data': '1',
      'x-request-id': 'chosen-by-the-client',
      'x-prerender-revalidate': 'guess',
      cookie: '__prerender_bypass=guess',
    }
    for (const path of ['/legal/privacy', '/login', '/courses']) {
      const answer = await ask(`${baseURL}${path}`, { headers: spoofed })
      expect(answer.status).toBe(200)
      expect(JSON.stringify(answer)).not.toContain('evil.example')
      expect(answer.headers['x-request-id']).not.toBe('chosen-by-the-client')
    }
    expect((await ask(`${baseURL}/admin/system`, { headers: spoofed })).headers.location ?? '').toContain(
      '/login',
    )
  })

  test('every answer carries the headers that protect', async ({ baseURL }) => {
    for (const path of ['/', '/login', '/nowhere', '/api/health', '/robots.txt', '/courses/%E0%A4%A']) {
      const { headers } = await ask(`${baseURL}${path}`)
      expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY' })
      expect(headers['x-powered-by']).toBeUndefined()
    }
  })
})

test('files of the build come compressed and for good; other names beside them are nothing', async ({
  baseURL,
}) => {
  const { html } = await ask(`${baseURL}/login`)
  const script = /src="(\/_next\/static\/[^"]+\.js)"/.exec(html)?.[1]
  const file = await ask(`${baseURL}${script}`, { headers: { 'accept-encoding': 'gzip' } })
  expect(file).toMatchObject({ status: 200, isCompressed: true })
  expect(file.headers['cache-control']).toBe('public, max-age=31536000, immutable')
  expect(file.headers['content-type']).toContain('javascript')
  for (const name of ['nothing.js', '..%2f..%2fpackage.json', '../../package.json', '%2e%2e/%2e%2e/BUILD_ID'])
    expect((await ask(`${baseURL}/_next/static/${name}`)).status).toBeGreaterThanOrEqual(400)
})

test('the catalogue knows where it is, on the server and in the browser, with parameters and without', async ({
  page,
  baseURL,
}) => {
  const current = /<a(?=[^>]*aria-current="page")[^>]*href="\/courses"/
  for (const path of ['/courses', '/courses?q=web']) {
    expect((await ask(`${baseURL}${path}`)).html).toMatch(current)
    await page.goto(path)
    const nav = page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Courses' })
    await expect(nav).toHaveAttribute('aria-current', 'page')
  }
  // Between the two the browser's router goes from one route to the other without loading a document.
  await page.evaluate(() => Object.assign(window, { isSameDocument: true }))
  await page.getByRole('banner').getByRole('link', { name: 'Courses' }).click()
  await expect(page).toHaveURL('/courses')
  expect(await page.evaluate(() => 'isSameDocument' in window)).toBe(true)
})
