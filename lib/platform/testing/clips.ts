import path from 'node:path'

const here = (name: string) => path.resolve('lib/platform/testing/media', name)

/**
 * Films made once with ffmpeg's test picture, whose seconds count up in it: ten seconds of H.264 with a tone, two of
 * VP9, and one of H.265, which not every browser plays.
 */
export const CLIP = here('clip.mp4')
export const CLIP_SECONDS = 10
export const CLIP_WEBM = here('clip.webm')
export const CLIP_HEVC = here('hevc.mp4')
