import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Webhook } from 'standardwebhooks'
import { expect, test } from '../fixtures'

type Heard = { headers: Record<string, string>; body: string }

/** A program of somebody else's, which verifies what it gets. */
async function startReceiver(): Promise<{
  server: Server
  url: string
  heard: Heard[]
  answer: { status: number }
}> {
  const heard: Heard[] = []
  const answer = { status: 200 }
  const server = createServer(async (request, response) => {
    const body = Buffer.concat((await request.toArray()) as Buffer[]).toString()
    heard.push({ headers: request.headers as Record<string, string>, body })
    response.writeHead(answer.status).end('Thank you.')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/in`, heard, answer }
}

test('an admin adds an endpoint, sees its secret once, and the program verifies what it is told', async ({
  pageOf,
  database,
}) => {
  const { server, url, heard, answer } = await startReceiver()
  try {
    const page = await pageOf(await database.makePerson('admin'))
    await page.goto('/admin/webhooks')
    await page.getByLabel('Address').fill(url)
    await page.getByRole('button', { name: 'Add the endpoint' }).click()
    await expect(page.getByText('Choose more.')).toBeVisible()
    await page.getByLabel('certificate.issued').check()
    await page.getByRole('button', { name: 'Add the endpoint' }).click()
    const secret = await page.getByText(/^whsec_/).innerText()

    await page.reload()
    expect(await page.content()).not.toContain(secret)
    await page.getByRole('link', { name: url }).click()
    answer.status = 500
    await page.getByRole('button', { name: 'Send a test' }).click()
    await expect.poll(() => heard.length).toBe(1)
    expect(new Webhook(secret).verify(heard[0]?.body ?? '', heard[0]?.headers ?? {})).toMatchObject({
      type: 'webhook.test',
    })

    await expect(async () => {
      await page.reload()
      await expect(page.getByText('Next try')).toBeVisible({ timeout: 500 })
    }).toPass()
    await page.getByRole('link', { name: 'webhook.test' }).click()
    await expect(page.getByText('Status 500')).toBeVisible()
    answer.status = 200
    await page.getByRole('button', { name: 'Send again' }).click()
    await expect.poll(() => heard.length).toBe(2)
    expect(heard[1]?.headers['webhook-id']).toBe(heard[0]?.headers['webhook-id'])
    await expect(async () => {
      await page.reload()
      await expect(page.getByText('Delivered')).toBeVisible({ timeout: 500 })
    }).toPass()
  } finally {
    server.closeAllConnections()
    server.close()
  }
})
