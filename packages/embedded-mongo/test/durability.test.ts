import { expect, it } from 'vitest'
import { killRounds } from '../scripts/kill-rounds.ts'

it(
  'loses no acknowledged write when it is killed, and keeps nothing by half',
  { timeout: 60_000 },
  async () => {
    const { acknowledged, ...rest } = await killRounds(5)
    expect(rest).toEqual({ rounds: 5, lost: 0, faults: 0, recoveries: 5 })
    expect(acknowledged).toBeGreaterThan(0)
  },
)
