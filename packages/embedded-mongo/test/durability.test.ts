import { expect, it } from 'vitest'
import { killRounds } from '../scripts/kill-rounds.ts'

it('loses no acknowledged write when it is killed', { timeout: 60_000 }, async () => {
  const { acknowledged, ...rest } = await killRounds(3)
  expect(rest).toEqual({ rounds: 3, lost: 0, wrongIndexes: 0 })
  expect(acknowledged).toBeGreaterThan(0)
})
