import type { PlayableVideo } from '@/lib/media/dto'

/** A lesson's video as its learner plays it. */
export type LessonVideo = PlayableVideo & {
  /** Where this learner stopped, on whatever device. */
  positionSeconds: number
  /** How much of it they have watched, by the house's own clock. */
  watchedPercent: number
  /** Whether they may say that it is done without having watched 90 %. */
  mayMarkByHand: boolean
}

type Watched = { positionSeconds?: number | null; percent?: number | null } | null

/** A playable video with what one learner has seen of it; `null` for who never opened it, or only looks. */
export function toLessonVideo(
  video: PlayableVideo,
  { mayMarkByHand, watched }: { mayMarkByHand: boolean; watched: Watched },
): LessonVideo {
  return {
    ...video,
    positionSeconds: watched?.positionSeconds ?? 0,
    watchedPercent: watched?.percent ?? 0,
    mayMarkByHand,
  }
}
