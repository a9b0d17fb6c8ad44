import { expect, test, vi } from 'vitest'
import { CurriculumKeeper, type Change } from './curriculum-keeper'

const outlined = (id: string) => ({ id, title: id, version: 1, sections: [] })
const course = { modules: ['A', 'B', 'C'].map(outlined), orderEdit: { version: 1 }, version: 1 } as never

/** A keeper whose calls are answered by hand, in the order in which they were sent. */
function kept() {
  const sent: { to: string; from: string; versions: number[]; answer: (version: number) => void }[] = []
  const onRefused = vi.fn()
  const keeper = new CurriculumKeeper(course, { refresh: () => undefined, onRefused })
  const move = (id: string, from: string, to: string): Change => ({
    apply: (modules) =>
      modules.map((each) => (each.id === to ? { ...each, title: `${each.title}${id}` } : each)),
    send: ({ modules, from: left }) =>
      new Promise((resolve) => {
        const answer = (version: number) => resolve({ ok: true, data: { version } } as never)
        sent.push({ to, from: left, versions: modules.map(({ version }) => version), answer })
      }),
    moves: { id, from, to },
    touches: [from, to],
  })
  return { keeper, sent, move }
}

test('what is moved on while another change is on its way is sent as one move, from where it stood then', async () => {
  const { keeper, sent, move } = kept()
  keeper.change(move('1', 'A', 'B'))
  for (const [from, to] of [
    ['B', 'C'],
    ['C', 'B'],
    ['B', 'A'],
  ] as const)
    keeper.change(move('1', from, to))
  expect(keeper.shown().modules.map(({ title }) => title)).toEqual(['A1', 'B11', 'C1'])
  sent[0]?.answer(7)
  await vi.waitFor(() => expect(sent).toHaveLength(2))
  expect(sent[1]).toMatchObject({ from: 'B', to: 'A', versions: [7, 7, 1] })
  sent[1]?.answer(8)
  await vi.waitFor(() => expect(keeper.shown().isBusy).toBe(false))
  expect(sent).toHaveLength(2)
  expect(keeper.shown().modules.map(({ version }) => version)).toEqual([8, 8, 1])
})

test('moves of different things, and of one with another change between them, are each sent', async () => {
  const { keeper, sent, move } = kept()
  for (const id of ['1', '2', '3', '2']) keeper.change(move(id, 'A', 'B'))
  for (const index of [0, 1, 2, 3]) {
    await vi.waitFor(() => expect(sent).toHaveLength(index + 1))
    sent[index]?.answer(index + 2)
  }
  await vi.waitFor(() => expect(keeper.shown().isBusy).toBe(false))
  expect(sent).toHaveLength(4)
})

test('it is busy from the first change until the last has arrived', async () => {
  const { keeper, sent, move } = kept()
  const seen: boolean[] = []
  keeper.subscribe(() => seen.push(keeper.shown().isBusy))
  keeper.change(move('1', 'A', 'B'))
  expect(keeper.shown().isBusy).toBe(true)
  sent[0]?.answer(2)
  await vi.waitFor(() => expect(keeper.shown().isBusy).toBe(false))
  expect(seen).toEqual([true, true, false])
})
