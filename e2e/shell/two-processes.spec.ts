import { spawn, type ChildProcess } from 'node:child_process'
import { environmentOf, PORT } from '../environment.mjs'
import { expect, test } from '../fixtures'
import { ask } from './raw'

const OTHER_PORT = PORT + 1
const other = `http://localhost:${OTHER_PORT}`
let process2: ChildProcess

test.beforeAll(async () => {
  process2 = spawn(process.execPath, ['server.mjs'], {
    env: { ...process.env, ...environmentOf(OTHER_PORT), NODE_ENV: 'production' },
    stdio: 'inherit',
  })
  await expect(async () => expect((await ask(`${other}/api/ready`)).status).toBe(200)).toPass({
    timeout: 30_000,
  })
})

test.afterAll(async () => {
  const ended = new Promise((resolve) => process2.once('exit', resolve))
  process2.kill('SIGTERM')
  await ended
})

test('a page is dropped in both processes when what it shows changes', async ({ as, baseURL }) => {
  const page = await as('student', { fullName: 'Noor Haddad' })
  await page.goto('/settings/profile')
  const username = /\/u\/([\w.-]+)"/.exec(await page.content())?.[1]
  const path = `/u/${username}`
  for (const origin of [String(baseURL), other]) {
    await ask(origin + path)
    const kept = await ask(origin + path)
    expect(kept.headers['x-nextjs-cache']).toBe('HIT')
    expect(kept.html).toContain('Noor Haddad')
  }

  await page.getByLabel('In a few sentences').fill('Learns by drawing.')
  await page.getByRole('main').getByRole('button', { name: 'Save changes' }).click()
  await expect(page.getByText('Saved.').first()).toBeVisible()

  // The process that did it, at once; the other as soon as the change stream has brought it.
  expect((await ask(baseURL + path)).html).toContain('Learns by drawing.')
  await expect(async () => expect((await ask(other + path)).html).toContain('Learns by drawing.')).toPass({
    timeout: 5000,
  })
})
