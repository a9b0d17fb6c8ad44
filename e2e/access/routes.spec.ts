import { env } from '@/lib/platform/env'
import { expect, test } from '../fixtures'
import { MATRIX, type Answer, type Row } from './matrix'
import { headersOf, makeScene, tokenHeadersOf, VISITORS, type Scene, type Visitor } from './scene'

/** Whom a refusal says nothing about the thing to: what is shown to nobody must not stand in the answer. */
const isRefusal = (status: number) => status >= 400

function addressOf({ address }: Row, scene: Scene): string {
  return typeof address === 'string' ? address : address(scene)
}

function expectedOf(row: Row, scene: Scene, visitor: Visitor): Answer {
  const answer = row.expected[visitor]
  if (typeof answer === 'number') return answer
  const address = encodeURIComponent(addressOf(row, scene))
  return answer
    .replace('{origin}', encodeURIComponent(env().APP_URL))
    .replace('{address}', address)
    .replace('{certificate}', `/certificates/${scene.certificate}`)
    .replace('%7Baddress%7D', address)
    .replace('{here}', addressOf(row, scene))
    .replace('{above}', addressOf(row, scene).replace(/\/[^/]*$/, ''))
    .replace('{course}', `/courses/${addressOf(row, scene).split('/')[2]}`) as Answer
}

/** The stream itself goes on as long as somebody listens. */
async function statusOfStream(url: string, headers: Record<string, string>): Promise<number> {
  const answer = await fetch(url, { headers })
  await answer.body?.cancel()
  return answer.status
}

for (const visitor of VISITORS) {
  test(`every door answers ${visitor} as the table says`, async ({ database, playwright, baseURL }) => {
    const scene = await makeScene(database)
    for (const row of MATRIX) {
      const { method = 'GET', headers = {}, body, route } = row
      const address = addressOf(row, scene)
      if (row.isStream) {
        const headers = await headersOf(database, scene, visitor)
        const status = await statusOfStream(`${baseURL}${address}`, headers)
        expect.soft([method, address, status], route).toEqual([method, address, row.expected[visitor]])
        continue
      }
      const shown = row.isByToken
        ? await tokenHeadersOf(scene, visitor)
        : await headersOf(database, scene, visitor)
      const request = await playwright.request.newContext({
        baseURL,
        extraHTTPHeaders: { ...shown, accept: 'text/html', ...headers },
      })
      const answer = await request.fetch(address, {
        method,
        data: typeof body === 'function' ? body(scene) : body,
        maxRedirects: 0,
        headers: method === 'GET' ? {} : { origin: String(baseURL), accept: 'application/json' },
      })
      const status = answer.status()
      const location = answer.headers()['location']
      const said = status >= 300 && status < 400 ? `→ ${location?.replace(String(baseURL), '')}` : status
      expect.soft([method, address, said], route).toEqual([method, address, expectedOf(row, scene, visitor)])
      if (isRefusal(status))
        expect.soft(await answer.text(), `${address} tells nothing`).not.toContain('Text of “')
      await request.dispose()
    }
  })
}
