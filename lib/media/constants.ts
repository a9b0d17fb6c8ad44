/** Kinds of uploads, what each may weigh and what its bytes must be. A kind is added with the feature that needs it. */
export const UPLOAD_KINDS = [
  'avatar',
  'picture',
  'video',
  'captions',
  'file',
  'coursePicture',
  'submission',
] as const
export type UploadKind = (typeof UPLOAD_KINDS)[number]
/** What is sent in pieces, so that it may go on after a lost connection. An archive is unpacked and not kept. */
export const RESUMABLE_KINDS = ['video', 'file', 'archive'] as const
export type ResumableKind = (typeof RESUMABLE_KINDS)[number]
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

/** As people read it: a limit is told in the same units as the size of a file. */
const MB = 1_000_000
/** A photo as a phone takes it. UploadThing's router knows powers of two only, so this is one. */
export const AVATAR_MAX_BYTES = 8 * 1_048_576
export const PICTURE_MAX_BYTES = 10 * MB
export const VIDEO_MAX_BYTES = 500 * MB
export const DOCUMENT_MAX_BYTES = 100 * MB
/** Of one file that a learner hands in. */
export const SUBMISSION_MAX_BYTES = 50 * MB
export const CAPTIONS_MAX_BYTES = 2 * MB
/** A course with its films, as it is exported. */
export const ARCHIVE_MAX_BYTES = 2_000 * MB
/** Of one language; a two-hour film has about two thousand. */
export const CAPTION_CUES_MAX = 10_000
/** Decoded size is what fills memory: a small file may unfold to a huge picture. */
export const MAX_PIXELS = 60_000_000
/** Width and height of an avatar as it is kept. */
export const AVATAR_PIXELS = 512
/** Of the picture at the head of a course: 16 to 9, as wide as cards and pages show it on a fine screen. */
export const WIDE_PIXELS = { width: 1280, height: 720 } as const
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

/** What each kind that is sent in pieces may weigh, and what its bytes must be. */
export const RESUMABLE: Readonly<Record<ResumableKind, { maxBytes: number; accept: readonly string[] }>> = {
  video: { maxBytes: VIDEO_MAX_BYTES, accept: VIDEO_TYPES },
  file: { maxBytes: DOCUMENT_MAX_BYTES, accept: DOCUMENT_TYPES },
  archive: { maxBytes: ARCHIVE_MAX_BYTES, accept: ['application/zip'] },
}
/** No proxy has to take more at once. */
export const PIECE_BYTES = 8 * MB

/** Why an upload is refused; the words stand in `errors.media`. */
export const MEDIA_REASONS = {
  gone: 'media.upload_gone',
  busy: 'media.upload_busy',
  offset: 'media.upload_offset',
  incomplete: 'media.incomplete',
  tooLarge: 'media.too_large',
  fileType: 'media.file_type',
  videoType: 'media.video_type',
  archiveType: 'media.archive_type',
  captionsEmpty: 'media.captions_empty',
  full: 'storage.full',
} as const

/** How long an upload that was begun may take to arrive. */
export const INTENT_HOURS = 24
