import { expect, test } from 'vitest'
import { slotAt, type Every } from './slots'

test.each<[Every, string, string]>([
  ['15 minutes', '2026-03-01T10:29:59Z', '2026-03-01T10:15:00.000Z'],
  ['6 hours', '2026-03-01T05:59:59Z', '2026-03-01T00:00:00.000Z'],
  ['daily 3:30', '2026-03-01T03:29:59Z', '2026-02-28T03:30:00.000Z'],
  ['daily 3:30', '2026-03-01T03:30:00Z', '2026-03-01T03:30:00.000Z'],
])('the slot of "%s" that runs at %s began at %s', (every, at, begun) => {
  expect(slotAt(every, new Date(at)).toISOString()).toBe(begun)
})

test('a rhythm nobody can mean is refused', () => {
  expect(() => slotAt('0 minutes', new Date())).toThrow(TypeError)
})
