import { z } from 'zod'
import { LANGUAGE_CODES } from '@/lib/utils/languages'
import { objectId } from '@/lib/utils/object-id'
import { NAME_MAX, RESUMABLE, RESUMABLE_KINDS } from './constants'

const share = z.number().min(0).max(1)

/** The square somebody chose of a picture, each number a share of its width or height; without it, the middle. */
export const Crop = z.strictObject({ x: share, y: share, width: share, height: share }).partial()
export type Crop = z.infer<typeof Crop>

/** The last part of a picture's public address: its content's hash and its kind. */
export const PublicFileName = z.string().regex(/^[0-9a-f]{64}\.[a-z0-9]{3,4}$/)

/** The query of a signed address, as `signAddress` makes it. */
export const SignedQuery = z.strictObject({
  v: z.string().max(40),
  h: z.string().regex(/^\d{1,9}$/),
  s: z.string().max(64),
})

/** Names an upload that is on its way. */
export const IncomingId = z.string().regex(/^[0-9a-f]{32}$/)

/** A file that is going to be sent in pieces: for a course, or the archive of a new one. */
export const NewUpload = z
  .strictObject({
    kind: z.enum(RESUMABLE_KINDS),
    courseId: objectId.optional(),
    /** As the file is called; shown and downloaded under, never a path. */
    name: z.string().trim().min(1, 'required').max(NAME_MAX),
    sizeBytes: z.int().min(1),
  })
  .superRefine(({ kind, courseId, sizeBytes }, context) => {
    if (kind !== 'archive' && courseId === undefined)
      context.addIssue({ code: 'custom', path: ['courseId'], message: 'required' })
    if (sizeBytes > RESUMABLE[kind].maxBytes)
      context.addIssue({ code: 'custom', path: ['sizeBytes'], message: 'media.too_large' })
  })
export type NewUpload = z.output<typeof NewUpload>

/** In the form of captions, beside the file itself. */
export const NewCaptions = z.strictObject({
  courseId: objectId,
  language: z.enum(LANGUAGE_CODES),
  /** Of the film; 0 where unknown. */
  durationSeconds: z.coerce.number().min(0).max(1_000_000).default(0),
})
export type NewCaptions = z.output<typeof NewCaptions>
