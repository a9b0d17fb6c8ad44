import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test, vi } from 'vitest'
import { createDoor } from './door.mjs'

test('a request that nobody below answers ends in an error of its own, not with the process', async () => {
  const warn = vi.fn()
  const door = await createDoor(() => Promise.reject(new Error('a file of the build is gone')), {
    appUrl: 'http://localhost:3000',
    isDevelopment: true,
    trustedHops: 0,
    locales: ['en'],
    defaultLocale: 'en',
    withParameters: {},
    warn,
  })
  const server = createServer(door)
  await new Promise<void>((resolve) => server.listen(0, resolve))
  const { port } = server.address() as AddressInfo
  const answer = await fetch(`http://localhost:${port}/api/health`)
  expect(answer.status).toBe(500)
  expect(await answer.text()).toBe('Something went wrong')
  expect(warn).toHaveBeenCalledWith(
    { requestId: answer.headers.get('x-request-id'), error: expect.stringContaining('is gone') },
    'A request was given up.',
  )
  server.close()
})
