import { z } from 'zod'

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
