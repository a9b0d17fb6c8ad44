import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import type { BrowserContext, Page } from '@playwright/test'
import { environmentOf, PORT } from '../environment.mjs'
import { expect, hydrated, test } from '../fixtures'
import { ask } from './raw'

/** A server of its own on a folder of its own: this one dies, and with it the database. */
const KILLED_PORT = PORT + 2
const FOLDER = path.resolve('.data/e2e-killed')
const environment = { ...process.env, ...environmentOf(KILLED_PORT), DATA_DIR: FOLDER }
const origin = `http://localhost:${KILLED_PORT}`
const TSX = ['node_modules/tsx/dist/cli.mjs', '--tsconfig', 'tsconfig.scripts.json']

let server: ChildProcess | undefined

async function startServer(): Promise<void> {
  server = spawn(process.execPath, ['server.mjs'], {
    env: { ...environment, NODE_ENV: 'production' },
    stdio: 'inherit',
  })
  await expect(async () => expect((await ask(`${origin}/api/ready`)).status).toBe(200)).toPass({
    timeout: 60_000,
  })
}

/** The application and its database, at once and without a word: `kill -9`. */
async function killAll(): Promise<void> {
  const { pid } = JSON.parse(readFileSync(path.join(FOLDER, 'db/address.json'), 'utf8')) as { pid: number }
  const ended = new Promise((resolve) => server?.once('exit', resolve))
  server?.kill('SIGKILL')
  process.kill(pid, 'SIGKILL')
  await ended
  await expect(async () => expect(isAlive(pid)).toBe(false)).toPass({ timeout: 10_000 })
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

test.beforeAll(() => rmSync(FOLDER, { recursive: true, force: true }))
test.afterAll(async () => {
  if (server === undefined) return
  const ended = new Promise((resolve) => server?.once('exit', resolve))
  server.kill('SIGTERM')
  await ended
})

const question = (page: Page, number: number) => page.locator(`#question-${number}`)
const savedOf = (page: Page, number: number) => question(page, number).locator('[data-state]')

async function openQuiz(context: BrowserContext, scene: { path: string; cookie: Cookie }): Promise<Page> {
  await context.addCookies([{ ...scene.cookie, url: origin }])
  const page = await context.newPage()
  await page.goto(origin + scene.path)
  await hydrated(page)
  return page
}
type Cookie = { name: string; value: string; httpOnly: boolean; sameSite: 'Lax' }

// What the browser says by itself while nobody listens.
test.use({ expectedErrors: [/net::ERR_|Failed to fetch/] })

test('killed between two answers and started again, the attempt goes on with every answer that was acknowledged', async ({
  context,
  browser,
}) => {
  const made = spawnSync(process.execPath, [...TSX, 'e2e/shell/quiz-scene.ts'], {
    env: environment,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const scene = JSON.parse(made.stdout) as { path: string; cookie: Cookie }
  await startServer()
  const page = await openQuiz(context, scene)
  await page.getByRole('button', { name: 'Start the quiz' }).click()
  await question(page, 1).getByLabel('Alpha').check()
  await expect(savedOf(page, 1)).toHaveText('Saved')
  await question(page, 4).getByLabel('Your answer').fill('secret-word')
  await expect(savedOf(page, 4)).toHaveText('Saved')

  await killAll()
  await question(page, 3).getByLabel('True').check()
  await expect(savedOf(page, 3)).toHaveText('Kept in this browser until the connection is back.')
  await startServer()

  await test.step('another browser, which holds nothing itself, finds what was acknowledged', async () => {
    const elsewhere = await browser.newContext()
    const other = await openQuiz(elsewhere, scene)
    await expect(question(other, 1).getByLabel('Alpha')).toBeChecked()
    await expect(question(other, 4).getByLabel('Your answer')).toHaveValue('secret-word')
    await elsewhere.close()
  })

  await test.step('the first one sends what it kept, and goes on', async () => {
    await page.evaluate(() => window.dispatchEvent(new Event('online')))
    await expect(savedOf(page, 3)).toHaveText('Saved')
    await question(page, 5).getByLabel('Your number').fill('8675309')
    await expect(savedOf(page, 5)).toHaveText('Saved')
  })

  await killAll()
  await startServer()
  await page.reload()
  await hydrated(page)
  await expect(question(page, 5).getByLabel('Your number')).toHaveValue('8675309')
  await page.getByRole('button', { name: 'Hand in', exact: true }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Hand in now' }).click()
  await expect(page.getByText('4 of 9 points').first()).toBeVisible()
})
