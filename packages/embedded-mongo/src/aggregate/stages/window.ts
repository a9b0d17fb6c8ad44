import type { Stages } from './types.ts'

export const WINDOW_STAGES: Stages = {}
