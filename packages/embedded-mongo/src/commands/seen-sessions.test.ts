import { expect, test } from 'vitest'
import { SeenSessions } from './seen-sessions.ts'

test('a million sessions are known at once; one more is refused until one ended or half an hour is over', () => {
  const sessions = new SeenSessions('someone')
  const start = new Date('2030-01-01T10:00:00Z')
  for (let n = 0; n < 1_000_000; n += 1) sessions.use(String(n), start)
  const late = new Date('2030-01-01T10:29:00Z')
  expect(() => sessions.use('one more', late)).toThrow(
    expect.objectContaining({ code: 261, codeName: 'TooManyLogicalSessions' }),
  )
  sessions.use('5', late)
  sessions.end(['7'])
  sessions.use('one more', late)
  expect(() => sessions.use('another', late)).toThrow()
  const later = new Date('2030-01-01T10:31:00Z')
  sessions.use('another', later)
  expect(sessions.list()).toHaveLength(3)
})
