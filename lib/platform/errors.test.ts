import { expect, test, vi } from 'vitest'
import { AppError } from './errors'

test('an error made by another copy of this module is recognised', async () => {
  vi.resetModules()
  const copy = await import('./errors')
  expect(copy.AppError).not.toBe(AppError)
  expect(new copy.AppError('conflict', 'Taken.')).toBeInstanceOf(AppError)
  expect(new Error('Taken.')).not.toBeInstanceOf(AppError)
})

test('a code has one status', () => {
  expect(new AppError('limited', 'Wait.', { retryAfterSeconds: 3 })).toMatchObject({
    status: 429,
    retryAfterSeconds: 3,
  })
})
