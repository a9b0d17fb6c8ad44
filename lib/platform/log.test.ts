import { Writable } from 'node:stream'
import { expect, test } from 'vitest'
import { runInRequest } from './http/request-context.mjs'
import { createLogger } from './log'

function written(write: (logger: ReturnType<typeof createLogger>) => void): string {
  let lines = ''
  const sink = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      lines += chunk.toString()
      done()
    },
  })
  write(createLogger(sink, 'info'))
  return lines
}

test('a line carries the ids of the request and of the viewer', () => {
  const line = written((logger) =>
    runInRequest({ requestId: 'r-1', address: '192.0.2.1', url: '/', viewerId: 'u-1' }, () =>
      logger.info({ course: 'c-1' }, 'A course was published.'),
    ),
  )
  expect(JSON.parse(line)).toMatchObject({
    level: 'info',
    requestId: 'r-1',
    viewerId: 'u-1',
    course: 'c-1',
    msg: 'A course was published.',
  })
  expect(line).not.toContain('192.0.2.1')
})

test('no body, token, password or mail address is written, at the top or one level down', () => {
  const line = written((logger) =>
    logger.info(
      {
        password: 'pw-1',
        token: 'tk-1',
        user: { email: 'a@b.example', passwordHash: 'ph-1' },
        body: { x: 'bd-1' },
      },
      'Something happened.',
    ),
  )
  expect(line).not.toMatch(/pw-1|tk-1|a@b\.example|ph-1|bd-1/)
})

test('a mail address inside an error is masked, in its causes too', () => {
  const cause = new Error('E11000 duplicate key: { email: "ada@example.org" }')
  const line = written((logger) =>
    logger.error({ error: new Error('Failed for bob@example.org', { cause }) }, 'It failed.'),
  )
  expect(line).toContain('E11000')
  expect(line).not.toMatch(/@example/)
})
