import { RETENTION_BUCKETS } from './constants'

/** Seconds of a video, from the first to the second. */
type Interval = readonly [from: number, to: number]
export type Retention = { bucketSeconds: number; viewers: number; buckets: number[] }

/** How long each stretch is, so that there are at most `RETENTION_BUCKETS` of whole seconds. */
export function bucketSecondsOf(durationSeconds: number): number {
  return Math.max(1, Math.ceil(durationSeconds / RETENTION_BUCKETS))
}

/**
 * How many learners have seen each stretch of a video. A learner has seen a stretch when they saw its middle; seen twice
 * it counts once. Time and memory follow the stretches that are written down, not the seconds of the video.
 *
 * @param watched of each learner, in any order, also where stretches overlap
 */
export function retentionOf(watched: Iterable<readonly Interval[]>, durationSeconds: number): Retention {
  const bucketSeconds = bucketSecondsOf(durationSeconds)
  const count = Math.ceil(durationSeconds / bucketSeconds)
  const buckets = Array.from({ length: count }, () => 0)
  let viewers = 0
  for (const intervals of watched) {
    if (intervals.length > 0) viewers += 1
    for (const bucket of seenBuckets(intervals, { bucketSeconds, count, durationSeconds }))
      buckets[bucket] = (buckets[bucket] ?? 0) + 1
  }
  return { bucketSeconds, viewers, buckets }
}

type Shape = { bucketSeconds: number; count: number; durationSeconds: number }

/** Each once. */
function seenBuckets(
  intervals: readonly Interval[],
  { bucketSeconds, count, durationSeconds }: Shape,
): Set<number> {
  const middleOf = (bucket: number) => {
    const end = Math.min(durationSeconds, (bucket + 1) * bucketSeconds)
    return (bucket * bucketSeconds + end) / 2
  }
  const seen = new Set<number>()
  for (const [from, to] of intervals) {
    const first = Math.max(0, Math.floor(from / bucketSeconds))
    const last = Math.min(count - 1, Math.floor(to / bucketSeconds))
    for (let bucket = first; bucket <= last; bucket += 1)
      if (from <= middleOf(bucket) && middleOf(bucket) < to) seen.add(bucket)
  }
  return seen
}
