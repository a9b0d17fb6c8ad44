import sharp from 'sharp'
import { AppError } from '@/lib/platform/errors'
import { AVATAR_PIXELS, MAX_PIXELS, PICTURE_MAX_SIDE, WIDE_PIXELS } from './constants'
import type { Crop } from './schema'

export type Picture = { bytes: Buffer; mime: string; width: number; height: number }

const open = (bytes: Buffer) => sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'error' })

/**
 * A square of a photo, turned upright and encoded anew, so that nothing of the file but its pixels is kept: no place
 * where it was taken, no hidden content.
 *
 * @param crop shares of the upright picture; what reaches beyond its edge is cut off, and no crop means the middle
 */
export async function squareOf(bytes: Buffer, crop: Crop): Promise<Picture> {
  return readable(async () => {
    // Sizes are told by the head alone: a huge picture in a small file is decoded once and never encoded as it is.
    const { autoOrient: upright } = await open(bytes).metadata()
    const output = await open(bytes)
      .autoOrient()
      .extract(squareIn(upright, crop))
      .resize(AVATAR_PIXELS, AVATAR_PIXELS)
      .webp({ quality: 84 })
      .toBuffer()
    return { bytes: output, mime: 'image/webp', width: AVATAR_PIXELS, height: AVATAR_PIXELS }
  })
}

/**
 * A part of a photo for the head of a course, 16 to 9, upright and encoded anew as `squareOf` does.
 *
 * @param crop shares of the upright picture, fitted to 16 to 9; no crop means the middle
 */
export async function wideOf(bytes: Buffer, crop: Crop): Promise<Picture> {
  return readable(async () => {
    const { autoOrient: upright } = await open(bytes).metadata()
    const output = await open(bytes)
      .autoOrient()
      .extract(wideIn(upright, crop))
      .resize(WIDE_PIXELS.width, WIDE_PIXELS.height)
      .webp({ quality: 84 })
      .toBuffer()
    return { bytes: output, mime: 'image/webp', ...WIDE_PIXELS }
  })
}

/** A photo for a lesson or a course: upright, no larger than any screen, its metadata gone; its kind stays. */
export async function cleaned(bytes: Buffer): Promise<Picture> {
  return readable(async () => {
    const { data, info } = await sharp(bytes, {
      limitInputPixels: MAX_PIXELS,
      failOn: 'error',
      animated: true,
    })
      .autoOrient()
      .resize({ width: PICTURE_MAX_SIDE, height: PICTURE_MAX_SIDE, fit: 'inside', withoutEnlargement: true })
      .toBuffer({ resolveWithObject: true })
    const mime = info.format === 'heif' ? 'image/avif' : `image/${info.format}`
    return { bytes: data, mime, width: info.width, height: info.pageHeight ?? info.height }
  })
}

/** A drawing as it is, once nothing in it can run, load or lead elsewhere; its size from the root element. */
export async function checkedSvg(bytes: Buffer): Promise<Picture> {
  const text = bytes.toString('utf8')
  if (UNSAFE_SVG.some((pattern) => pattern.test(text))) {
    throw new AppError('invalid', 'The drawing holds scripts or links.', { reason: 'media.unsafe_svg' })
  }
  return readable(async () => {
    const { width = 0, height = 0 } = await open(bytes).metadata()
    return { bytes, mime: 'image/svg+xml', width, height }
  })
}

const UNSAFE_SVG = [
  /<\s*(script|foreignObject|iframe|object|embed|use\s[^>]*href\s*=\s*["']?\s*[^#"'\s])/i,
  /\son[a-z]+\s*=/i,
  /(?:href|src)\s*=\s*["']?\s*(?!#|["']|data:image\/(?:png|jpeg|webp|gif))/i,
  /url\(\s*["']?\s*(?!#)/i,
  /@import|<!ENTITY|javascript:/i,
]

function squareIn(size: { width: number; height: number }, crop: Crop) {
  const { width, height } = size
  const shorter = Math.min(width, height)
  if (crop.width === undefined || crop.height === undefined || crop.x === undefined || crop.y === undefined) {
    return { left: (width - shorter) >> 1, top: (height - shorter) >> 1, width: shorter, height: shorter }
  }
  const side = Math.max(1, Math.min(shorter, Math.round(Math.min(crop.width * width, crop.height * height))))
  const left = Math.min(Math.round(crop.x * width), width - side)
  const top = Math.min(Math.round(crop.y * height), height - side)
  return { left, top, width: side, height: side }
}

/** The largest part of that shape round the middle of what was chosen. */
function wideIn(size: { width: number; height: number }, crop: Crop) {
  const { x = 0, y = 0, width = 1, height = 1 } = crop
  const ratio = WIDE_PIXELS.width / WIDE_PIXELS.height
  const wanted = { width: width * size.width, height: height * size.height }
  const breadth = Math.max(1, Math.min(size.width, Math.round(Math.min(wanted.width, wanted.height * ratio))))
  const depth = Math.max(1, Math.min(size.height, Math.round(breadth / ratio)))
  const left = Math.round((x + width / 2) * size.width - breadth / 2)
  const top = Math.round((y + height / 2) * size.height - depth / 2)
  return {
    left: Math.max(0, Math.min(left, size.width - breadth)),
    top: Math.max(0, Math.min(top, size.height - depth)),
    width: breadth,
    height: depth,
  }
}

async function readable<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (cause) {
    throw new AppError('invalid', 'The file cannot be read as a picture.', {
      reason: 'media.not_a_picture',
      cause,
    })
  }
}
