import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { DraftSaver, type Held } from './draft-saver'

const Body = z.object({ title: z.string().min(1).optional(), subtitle: z.string().optional() })
const held = (values: Record<string, string>, version: number, by: string | null = null): Held => ({
  values,
  version,
  by,
})
const FIRST = held({ title: 'Bread', subtitle: '' }, 1)

let form: HTMLFormElement
let sent: { version: number; title?: string; subtitle?: string }[]
let answer: () => Response | Promise<Response>
const refresh = vi.fn()
const savers: (() => void)[] = []

beforeEach(() => {
  vi.useFakeTimers()
  localStorage.clear()
  refresh.mockClear()
  sent = []
  answer = () => Response.json({ version: 2 })
  vi.stubGlobal('fetch', (_address: string, { body }: { body: string }) => {
    sent.push(JSON.parse(body) as (typeof sent)[number])
    return Promise.resolve(answer())
  })
  document.body.innerHTML =
    '<form><input name="title" value="Bread"><textarea name="subtitle"></textarea></form>'
  form = document.querySelector('form') as HTMLFormElement
})
afterEach(() => {
  answer = () => Response.error()
  for (const leave of savers.splice(0)) leave()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

function follow(at: Held = FIRST): DraftSaver {
  const saver = new DraftSaver(
    { address: '/save', shelf: 'me:course:1', schema: () => Promise.resolve(Body), refresh },
    at,
  )
  savers.push(saver.follow(form, at))
  return saver
}
const field = (name: string) => form.elements.namedItem(name) as HTMLInputElement
function type(name: string, value: string): void {
  field(name).value = value
  field(name).dispatchEvent(new Event('input', { bubbles: true }))
}
const pause = () => vi.advanceTimersByTimeAsync(800)

test('fields that mean something together are sent together, also those that were not written', async () => {
  const whole = new DraftSaver(
    { address: '/save', shelf: 'me:price:1', schema: () => Promise.resolve(Body), refresh, isWhole: true },
    FIRST,
  )
  savers.push(whole.follow(form, FIRST))
  type('subtitle', 'Slowly')
  await pause()
  expect(sent).toEqual([{ version: 1, title: 'Bread', subtitle: 'Slowly' }])
  type('subtitle', '')
  await pause()
  expect(sent[1]).toEqual({ version: 2, title: 'Bread', subtitle: '' })
})

test('a choice in a conflict is read in its words, not as the value that is sent', () => {
  form.insertAdjacentHTML('beforeend', '<select name="level"><option value="1">Easy</option></select>')
  const saver = follow()
  expect(saver.wordsOf('level', '1')).toBe('Easy')
  expect(saver.wordsOf('level', '7')).toBe('7')
  expect(saver.wordsOf('title', 'Bread')).toBe('Bread')
})

test('only what was written is sent, once the writer pauses, under the version that was read', async () => {
  const saver = follow()
  type('title', 'Good')
  type('title', 'Good bread')
  expect(saver.saving().state).toBe('unsaved')
  await pause()
  expect(sent).toEqual([{ version: 1, title: 'Good bread' }])
  expect(saver.saving().state).toBe('saved')
  type('subtitle', 'Slowly')
  await pause()
  expect(sent[1]).toEqual({ version: 2, subtitle: 'Slowly' })
})

test('what has not arrived is taken up by the next page, and forgotten once it has', async () => {
  answer = () => Promise.reject(new TypeError('no network'))
  const saver = follow()
  type('title', 'Written in a tunnel')
  await pause()
  expect(saver.saving().state).toBe('offline')
  for (const leave of savers.splice(0)) leave()
  field('title').value = 'Bread'
  answer = () => Response.json({ version: 2 })
  const next = follow()
  expect(field('title').value).toBe('Written in a tunnel')
  await pause()
  expect(next.saving().state).toBe('saved')
  expect(localStorage).toHaveLength(0)
})

test('a field that only the other wrote is taken over, and the own one is sent on top of it', async () => {
  answer = () => new Response(null, { status: 412 })
  const saver = follow()
  type('title', 'Mine')
  await pause()
  expect(refresh).toHaveBeenCalledOnce()
  answer = () => Response.json({ version: 9 })
  saver.meet(held({ title: 'Bread', subtitle: 'Theirs' }, 8, 'Ines'))
  await pause()
  expect(field('subtitle').value).toBe('Theirs')
  expect(sent.at(-1)).toEqual({ version: 8, title: 'Mine' })
  expect(saver.saving()).toMatchObject({ state: 'saved', conflict: null })
})

test('a newer version that a page brings while an older one is refused is the one that is sent next', async () => {
  let refuse: (answer: Response) => void = () => undefined
  answer = () => new Promise<Response>((resolve) => (refuse = resolve))
  const saver = follow()
  type('title', 'Mine')
  await pause()
  saver.meet(held({ title: 'Bread', subtitle: 'Theirs' }, 8, 'Ines'))
  answer = () => Response.json({ version: 9 })
  refuse(new Response(null, { status: 412 }))
  await pause()
  expect(sent).toEqual([
    { version: 1, title: 'Mine' },
    { version: 8, title: 'Mine' },
  ])
  expect(saver.saving().state).toBe('saved')
})

test.each([
  ['mine', 'Mine', [{ version: 8, title: 'Mine' }]],
  ['theirs', 'Theirs', []],
] as const)('of a field that both wrote, somebody chooses: %s', async (which, title, after) => {
  const saver = follow()
  type('title', 'Mine')
  saver.meet(held({ title: 'Theirs', subtitle: '' }, 8, 'Ines'))
  await pause()
  expect(saver.saving()).toMatchObject({
    state: 'conflict',
    conflict: { by: 'Ines', fields: [{ name: 'title', mine: 'Mine', theirs: 'Theirs' }] },
  })
  expect(sent).toEqual([])
  if (which === 'mine') saver.keepMine()
  else saver.takeTheirs()
  await pause()
  expect(field('title').value).toBe(title)
  expect(sent).toEqual(after)
  expect(saver.saving().state).toBe('saved')
})

test('what does not fit is said and kept, not sent; an emptied title is not taken for an unchanged one', async () => {
  const saver = follow()
  type('title', '')
  await pause()
  expect(sent).toEqual([])
  expect(saver.saving()).toMatchObject({ state: 'refused', fault: { code: 'required', field: 'title' } })
})
