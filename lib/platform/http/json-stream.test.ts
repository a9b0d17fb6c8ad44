import { expect, test } from 'vitest'
import { jsonStream } from './json-stream'

async function* of(...entries: unknown[]) {
  yield* entries
}
const textOf = (parts: Record<string, unknown>) => new Response(jsonStream(parts)).text()

test('is the JSON that the whole would be, lists written one entry at a time', async () => {
  const plain = { text: 'two\nlines “ü”', nested: { a: [1, { b: null }] }, nothing: null }
  const text = await textOf({ ...plain, rows: of({ x: 1 }, { y: ['z'] }), none: of() })
  expect(text).toBe(`${JSON.stringify({ ...plain, rows: [{ x: 1 }, { y: ['z'] }], none: [] }, null, 2)}\n`)
  expect(await textOf({})).toBe('{}\n')
})

test('breaks off where a list breaks off, so that half a file is never taken for a whole one', async () => {
  async function* broken() {
    yield 1
    throw new Error('The database is gone.')
  }
  await expect(textOf({ rows: broken() })).rejects.toThrow('The database is gone.')
})
