import { spawn, type ChildProcess } from 'node:child_process'
import { Agent, createServer, request, type Server } from 'node:http'
import { PASSWORD, uniqueName } from '../database'
import { environmentOf, PORT } from '../environment.mjs'
import { expect, test } from '../fixtures'

const PROXY_PORT = PORT + 2
const PROCESS_PORTS = [PORT + 3, PORT + 4]
const address = `http://localhost:${PROXY_PORT}`
const processes: ChildProcess[] = []
let proxy: Server
/** How many requests each process was given. */
const given = PROCESS_PORTS.map(() => 0)

test.beforeAll(async () => {
  for (const port of PROCESS_PORTS) {
    const env = {
      ...process.env,
      ...environmentOf(port),
      APP_URL: address,
      TRUST_PROXY: '1',
      NODE_ENV: 'production' as const,
    }
    processes.push(spawn(process.execPath, ['server.mjs'], { env, stdio: 'inherit' }))
  }
  proxy = takingTurns()
  for (const port of PROCESS_PORTS) {
    await expect(async () => {
      expect((await fetch(`http://localhost:${port}/api/ready`)).status).toBe(200)
    }).toPass({ timeout: 40_000 })
  }
})

test.afterAll(async () => {
  await new Promise((resolve) => {
    proxy.close(resolve)
    proxy.closeAllConnections()
  })
  for (const each of processes) {
    const ended = new Promise((resolve) => each.once('exit', resolve))
    each.kill('SIGTERM')
    await ended
  }
})

/** A proxy that never lets the same process answer twice in a row. */
function takingTurns(): Server {
  const agent = new Agent({ keepAlive: true })
  let turn = 0
  const server = createServer((incoming, outgoing) => {
    turn = (turn + 1) % PROCESS_PORTS.length
    given[turn] = (given[turn] ?? 0) + 1
    const headers = { ...incoming.headers, 'x-forwarded-for': '203.0.113.7', 'x-forwarded-proto': 'http' }
    const { method, url: path } = incoming
    const onward = request(
      { port: PROCESS_PORTS[turn], method, path, headers, agent, setHost: false },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(outgoing)
      },
    )
    onward.on('error', () => outgoing.destroy())
    outgoing.on('close', () => onward.destroy())
    incoming.pipe(onward)
  })
  return server.listen(PROXY_PORT)
}

test('a learner’s first day goes through two processes that take turns', async ({ pageOf, database }) => {
  test.setTimeout(120_000)
  const page = await pageOf(null, { baseURL: address })
  const username = uniqueName('turns')
  const email = `${username}@example.test`

  await page.goto('/register')
  await page.getByRole('radio', { name: /I want to learn/ }).check()
  await page.getByLabel('Full name').fill('Thandi Dube')
  await page.getByLabel('Username').fill(username)
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await page.getByLabel('Year of birth').fill('1994')
  await page.getByRole('button', { name: 'Create account' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Confirm your email')
  await page.getByLabel('Code').fill(await database.codeFor(email))
  await page.getByRole('button', { name: 'Confirm', exact: true }).click()
  await expect(page).toHaveURL(`${address}/dashboard`)

  const course = await database.makeCourse({ title: 'Taking turns' })
  await page.goto(`/courses/${course.slug}`)
  await page.getByRole('button', { name: 'Enrol for free' }).click()
  await expect(page).toHaveURL(`${address}/learn/${course.slug}`)
  await page.goto(`/learn/${course.slug}/${course.lessons[0]?.id}`)
  await page.getByRole('button', { name: 'Mark as done' }).click()
  await expect(page.getByText('33% of the course done')).toBeVisible()
  await page.goto('/dashboard')
  await expect(page.getByRole('main').getByText('Taking turns').first()).toBeVisible()
  await expect(page.getByRole('main').getByText('33%').first()).toBeVisible()

  expect(Math.min(...given), 'both processes answered').toBeGreaterThan(5)
})
