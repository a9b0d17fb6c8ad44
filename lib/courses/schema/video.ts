import { z } from 'zod'
import { LANGUAGE_CODES } from '@/lib/utils/languages'
import { objectId } from '@/lib/utils/object-id'
import { LESSON_LIMITS, VIDEO_SOURCES } from '../constants'

export const webAddress = z.url({ protocol: /^https$/ }).max(LESSON_LIMITS.urlLength)

/**
 * A short film about a course: a file, whose id is one that the viewer or the course has and whose measures are its own,
 * or the address of a page elsewhere. Captions only of a file.
 */
export const Trailer = z.strictObject({
  source: z.enum(VIDEO_SOURCES),
  uploadId: objectId.nullish(),
  url: webAddress.nullish(),
  durationSeconds: z
    .number()
    .min(0)
    .max(LESSON_LIMITS.minutes * 60),
  posterUrl: z.string().max(LESSON_LIMITS.urlLength).nullish(),
  captions: z
    .array(z.strictObject({ language: z.enum(LANGUAGE_CODES), uploadId: objectId }))
    .max(LESSON_LIMITS.captionLanguages)
    .optional(),
})
export type TrailerInput = z.output<typeof Trailer>

/** What a video lesson shows: the same, and whether its learners may mark it as done without watching. */
export const Video = Trailer.extend({ mayMarkByHand: z.boolean().optional() })
export type VideoInput = z.output<typeof Video>
