/** Kinds of uploads, what each may weigh and what its bytes must be. A kind is added with the feature that needs it. */
export const UPLOAD_KINDS = ['avatar', 'picture', 'video', 'captions', 'file', 'coursePicture'] as const
export type UploadKind = (typeof UPLOAD_KINDS)[number]
/** What belongs to a course rather than to who brought it. */
export const COURSE_UPLOAD_KINDS = ['picture', 'video', 'captions', 'file'] as const satisfies UploadKind[]

export const PHOTO_TYPES = ['image/jpeg', 'image/png', 'image/webp', 'image/avif', 'image/gif'] as const
export const PICTURE_TYPES = [...PHOTO_TYPES, 'image/svg+xml'] as const

/** What every browser of today plays. Which codecs stand in an MP4 is looked at too: see `lib/media/video-file.ts`. */
export const VIDEO_TYPES = ['video/mp4', 'video/webm'] as const
export const CAPTION_TYPE = 'text/vtt'
/** What a file lesson may hold: documents, sheets, slides, books, pictures, sound, plain text, and archives of them. */
export const DOCUMENT_TYPES = [
  'application/pdf',
  'application/epub+zip',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  'application/vnd.oasis.opendocument.text',
  'application/vnd.oasis.opendocument.spreadsheet',
  'application/vnd.oasis.opendocument.presentation',
  'application/rtf',
  'application/zip',
  'text/plain',
  'audio/mpeg',
  'audio/mp4',
  'audio/x-m4a',
  'audio/ogg',
  'audio/wav',
  ...PHOTO_TYPES,
  ...VIDEO_TYPES,
] as const

const MB = 1_048_576
/** A photo as a phone takes it. UploadThing's router knows powers of two only, so this is one. */
export const AVATAR_MAX_BYTES = 8 * MB
export const PICTURE_MAX_BYTES = 10 * MB
export const VIDEO_MAX_BYTES = 500 * MB
export const DOCUMENT_MAX_BYTES = 100 * MB
export const CAPTIONS_MAX_BYTES = 2 * MB
/** Of one language; a two-hour film has about two thousand. */
export const CAPTION_CUES_MAX = 10_000
/** Decoded size is what fills memory: a small file may unfold to a huge picture. */
export const MAX_PIXELS = 60_000_000
/** Width and height of an avatar as it is kept. */
export const AVATAR_PIXELS = 512
/** Photos of lessons are kept no larger than any screen shows them. */
export const PICTURE_MAX_SIDE = 2560

export const NAME_MAX = 255
/** In characters: the longest text that is shown while it is written, a lesson's. */
export const TEXT_MAX = 500_000

/** Public addresses end in what the file is. */
export const EXTENSION_OF: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/avif': 'avif',
  'image/gif': 'gif',
  'image/svg+xml': 'svg',
  'video/mp4': 'mp4',
  'video/webm': 'webm',
  'text/vtt': 'vtt',
}

/** How long an upload that was begun may take to arrive. */
export const INTENT_HOURS = 24
