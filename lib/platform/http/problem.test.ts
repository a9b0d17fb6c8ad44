import { expect, test } from 'vitest'
import { AppError } from '../errors'
import { problem } from './problem'

test('a refusal says what is wrong, where, and under which request', async () => {
  const error = new AppError('invalid', 'Some values do not fit.', {
    fields: { 'price.amount': 'too_small' },
  })
  const response = problem(error, 'r-1')
  expect(response.status).toBe(422)
  expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/)
  expect(response.headers.get('cache-control')).toBe('no-store')
  expect(await response.json()).toEqual({
    type: 'urn:problem:invalid',
    title: 'The values do not fit',
    status: 422,
    detail: 'Some values do not fit.',
    code: 'invalid',
    errors: [{ path: 'price.amount', message: 'too_small' }],
    requestId: 'r-1',
  })
})

test('a limit says when to try again, a missing sign-in how to sign in', () => {
  const limited = problem(new AppError('limited', 'Too often.', { retryAfterSeconds: 42 }), 'r-1')
  expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '42'])
  expect(problem(new AppError('unauthenticated', 'Sign in.'), 'r-1').headers.get('www-authenticate')).toBe(
    'Bearer',
  )
})

test('our own fault is told without any detail', async () => {
  const response = problem(new Error('password of the database is 1234'), 'r-2')
  expect(response.status).toBe(500)
  const text = await response.text()
  expect(text).toContain('r-2')
  expect(text).not.toContain('1234')
})
