import { BASIC_STAGES } from './basic.ts'
import { BUCKET_STAGES } from './buckets.ts'
import { GAP_STAGES } from './gaps.ts'
import { GROUP_STAGES } from './group.ts'
import { JOIN_STAGES } from './join.ts'
import type { Stages } from './types.ts'
import { WINDOW_STAGES } from './window.ts'

/** Every stage that a pipeline itself runs; `$out`, `$merge`, `$changeStream` and statistics belong to the command. */
export const STAGES: Stages = {
  ...BASIC_STAGES,
  ...GROUP_STAGES,
  ...BUCKET_STAGES,
  ...JOIN_STAGES,
  ...WINDOW_STAGES,
  ...GAP_STAGES,
}
