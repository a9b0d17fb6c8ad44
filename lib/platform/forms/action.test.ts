import { redirect } from 'next/navigation'
import { beforeEach, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { systemViewer } from '../auth/viewer'
import { AppError } from '../errors'
import { log } from '../log'
import { action } from './action'

const { refresh, getViewer } = vi.hoisted(() => ({ refresh: vi.fn(), getViewer: vi.fn() }))
vi.mock('next/cache', () => ({ refresh }))
vi.mock('../auth/session', () => ({ getViewer }))

const Title = z.strictObject({ title: z.string().min(3) })
function form(values: Record<string, string>): FormData {
  const data = new FormData()
  for (const [name, value] of Object.entries(values)) data.append(name, value)
  return data
}

beforeEach(() => {
  vi.clearAllMocks()
  getViewer.mockResolvedValue(systemViewer('test'))
})

test('the command gets the viewer and the parsed input, and the page is rendered anew', async () => {
  const run = vi.fn(async () => 7)
  const result = await action(Title, run)(null, form({ title: 'Go on', $ACTION_KEY: 'k' }))
  expect(result).toEqual({ ok: true, data: 7 })
  expect(run).toHaveBeenCalledWith(systemViewer('test'), { title: 'Go on' })
  expect(refresh).toHaveBeenCalledOnce()
})

test('what does not fit comes back with its fields and what was typed, and the command never runs', async () => {
  const run = vi.fn()
  const result = await action(Title, run)(null, form({ title: 'x', password: 'pw' }))
  expect(result).toEqual({
    ok: false,
    error: {
      code: 'invalid',
      message: 'Check this value.',
      fields: { title: 'too_short', password: 'unknown_field' },
    },
    values: { title: 'x' },
  })
  expect(run).not.toHaveBeenCalled()
  expect(refresh).not.toHaveBeenCalled()
})

test('a refusal is told in the words of its reason', async () => {
  const refuse = async () => {
    throw new AppError('forbidden', 'internal words', { reason: 'account.unverified' })
  }
  const result = await action(Title, refuse)(null, form({ title: 'Go on' }))
  expect(result).toMatchObject({ ok: false, error: { code: 'forbidden', reason: 'account.unverified' } })
  expect(JSON.stringify(result)).toContain('Confirm your email address first')
  expect(JSON.stringify(result)).not.toContain('internal words')
})

test('our own fault is logged under the reference the person sees, and tells nothing else', async () => {
  const logged = vi.spyOn(log, 'error').mockReturnValue()
  const fail = async () => {
    throw new Error('the password is 1234')
  }
  const result = await action(Title, fail)(null, form({ title: 'Go on' }))
  if (result.ok) throw new Error('It should have failed.')
  expect(result.error.code).toBe('unexpected')
  expect(result.error.reference).toMatch(/^[2-9A-Z]{4}-[2-9A-Z]{4}$/)
  expect(JSON.stringify(result)).not.toContain('1234')
  expect(logged).toHaveBeenCalledWith(
    expect.objectContaining({ reference: result.error.reference, error: expect.any(Error) }),
    expect.any(String),
  )
})

test("Next's own redirects pass through, the command's and the action's", async () => {
  const away = async () => redirect('/elsewhere')
  await expect(action(Title, away)(null, form({ title: 'Go on' }))).rejects.toThrow('NEXT_REDIRECT')
  const created = action(Title, async () => 'c-1', { redirectTo: (id) => `/courses/${id}` })
  await expect(created(null, form({ title: 'Go on' }))).rejects.toMatchObject({
    digest: expect.stringContaining('/courses/c-1'),
  })
  // The one that leads elsewhere by itself: what both pages share has to show the change.
  expect(refresh).toHaveBeenCalledOnce()
})
