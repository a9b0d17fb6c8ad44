import fc from 'fast-check'
import { expect, test } from 'vitest'
import { RETENTION_BUCKETS } from './constants'
import { retentionOf } from './retention'

test('a stretch counts each learner who saw its middle, once', () => {
  const { bucketSeconds, viewers, buckets } = retentionOf(
    [
      [[0, 4]],
      [
        [1.4, 1.6],
        [1.4, 1.6],
        [3, 9],
      ],
      [],
    ],
    4,
  )
  expect({ bucketSeconds, viewers, buckets }).toEqual({ bucketSeconds: 1, viewers: 2, buckets: [1, 2, 1, 2] })
})

test('a video without a known length has no stretches', () => {
  expect(retentionOf([[[0, 3]]], 0).buckets).toEqual([])
})

test('equals a count of every stretch by itself, whatever was watched', () => {
  const interval = fc.tuple(
    fc.double({ min: 0, max: 4_000, noNaN: true }),
    fc.double({ min: 0, max: 4_000, noNaN: true }),
  )
  fc.assert(
    fc.property(
      fc.array(fc.array(interval, { maxLength: 8 }), { maxLength: 12 }),
      fc.integer({ min: 1, max: 4_000 }),
      (raw, duration) => {
        const learners = raw.map((list) =>
          list.map(([one, other]) => [Math.min(one, other), Math.max(one, other)] as const),
        )
        const { bucketSeconds, buckets } = retentionOf(learners, duration)
        expect(buckets.length).toBeLessThanOrEqual(RETENTION_BUCKETS)
        expect(buckets.length * bucketSeconds).toBeGreaterThanOrEqual(duration)
        buckets.forEach((count, index) => {
          const middle = (index * bucketSeconds + Math.min(duration, (index + 1) * bucketSeconds)) / 2
          const saw = learners.filter((list) => list.some(([from, to]) => from <= middle && middle < to))
          expect(count).toBe(saw.length)
        })
      },
    ),
  )
})
