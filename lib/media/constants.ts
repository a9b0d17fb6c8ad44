/** Kinds of uploads, what each may weigh and what its bytes must be. A kind is added with the feature that needs it. */
export const UPLOAD_KINDS = ['avatar', 'picture'] as const
export type UploadKind = (typeof UPLOAD_KINDS)[number]

export const PHOTO_TYPES = ['image/jpeg', 'image/png', 'image/webp', 'image/avif', 'image/gif'] as const
export const PICTURE_TYPES = [...PHOTO_TYPES, 'image/svg+xml'] as const

const MB = 1_048_576
/** A photo as a phone takes it. UploadThing's router knows powers of two only, so this is one. */
export const AVATAR_MAX_BYTES = 8 * MB
export const PICTURE_MAX_BYTES = 10 * MB
/** Decoded size is what fills memory: a small file may unfold to a huge picture. */
export const MAX_PIXELS = 60_000_000
/** Width and height of an avatar as it is kept. */
export const AVATAR_PIXELS = 512
/** Photos of lessons are kept no larger than any screen shows them. */
export const PICTURE_MAX_SIDE = 2560

export const NAME_MAX = 255

/** Public addresses end in what the file is. */
export const EXTENSION_OF: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/avif': 'avif',
  'image/gif': 'gif',
  'image/svg+xml': 'svg',
}

/** How long an upload that was begun may take to arrive. */
export const INTENT_HOURS = 24
