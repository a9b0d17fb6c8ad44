import type { z } from 'zod'
import { LessonChange } from './lesson'

const media = LessonChange.pick({ video: true, file: true, embed: true })

/** What stands above a lesson's text: how it is to be, and how its author saw it. */
export const LessonMediaChange = LessonChange.pick({ lessonId: true, version: true })
  .extend({ change: media, before: media })
  .strict()
export type LessonMediaChange = z.output<typeof LessonMediaChange>
