import { expect, test, vi } from 'vitest'
import { AppError } from '../errors'
import { runInRequest } from './request-context.mjs'
import { pageData } from './page'

/** What `authInterrupts` in next.config.mjs becomes in a build. */
vi.stubEnv('__NEXT_EXPERIMENTAL_AUTH_INTERRUPTS', 'true')

const failing = (code: AppError['code']) => pageData(() => Promise.reject(new AppError(code, 'No.')))

test.each([
  ['not_found', 404],
  ['invalid', 404],
  ['forbidden', 403],
] as const)('what is %s becomes the page of %i', async (code, status) => {
  await expect(failing(code)).rejects.toMatchObject({ digest: `NEXT_HTTP_ERROR_FALLBACK;${status}` })
})

test.each([
  ['/learn/algebra?x=1', '%2Flearn%2Falgebra%3Fx%3D1'],
  ['/dashboard?_rsc=4nPD0', '%2Fdashboard'],
  ['/dashboard?view=all&_rsc=4nPD0', '%2Fdashboard%3Fview%3Dall'],
  ['/dashboard?_rsc=4nPD0&view=all', '%2Fdashboard%3Fview%3Dall'],
])('who asks for %s and is not signed in is sent to sign in and back', async (url, back) => {
  const request = { requestId: 'r-1', address: null, url }
  await expect(runInRequest(request, () => failing('unauthenticated'))).rejects.toMatchObject({
    digest: expect.stringContaining(`;/login?next=${back};`),
  })
})

test('a refusal may lead to where something can be done about it, by its reason alone', async () => {
  const refused = (reason: string) =>
    pageData(() => Promise.reject(new AppError('forbidden', 'No.', { reason })), { 'shelf.shut': '/shelf' })
  await expect(refused('shelf.shut')).rejects.toMatchObject({ digest: expect.stringContaining(';/shelf;') })
  await expect(refused('shelf.other')).rejects.toMatchObject({ digest: 'NEXT_HTTP_ERROR_FALLBACK;403' })
})

test('anything else is told on', async () => {
  await expect(failing('unavailable')).rejects.toMatchObject({ code: 'unavailable' })
})
