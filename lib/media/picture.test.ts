import sharp from 'sharp'
import { expect, test } from 'vitest'
import { WIDE_PIXELS } from './constants'
import { wideOf } from './picture'

/** Left half red, right half blue; turned by what its head says. */
async function photo(width: number, height: number, orientation = 1): Promise<Buffer> {
  const half = { create: { width: Math.ceil(width / 2), height, channels: 3, background: 'blue' } } as const
  return sharp({ create: { width, height, channels: 3, background: 'red' } })
    .composite([{ input: await sharp(half).png().toBuffer(), gravity: 'east' }])
    .withMetadata({ orientation })
    .jpeg({ quality: 100 })
    .toBuffer()
}

/** What colour stands at a share of the width, in the middle of the height. */
async function colourAt(bytes: Buffer, share: number): Promise<'red' | 'blue'> {
  const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true })
  const at = (Math.floor(info.height / 2) * info.width + Math.floor(share * (info.width - 1))) * info.channels
  return (data[at] ?? 0) > (data[at + 2] ?? 0) ? 'red' : 'blue'
}

test.each([
  [1600, 900],
  [400, 900],
  [2000, 100],
  [3, 2],
])(
  'of a photo of %s × %s pixels the picture is 16 to 9, of one size and of nothing but pixels',
  async (w, h) => {
    const { bytes, ...facts } = await wideOf(await photo(w, h), {})
    expect(facts).toEqual({ mime: 'image/webp', ...WIDE_PIXELS })
    const { width, height, exif, orientation } = await sharp(bytes).metadata()
    expect({ width, height, exif, orientation }).toEqual({
      ...WIDE_PIXELS,
      exif: undefined,
      orientation: undefined,
    })
  },
)

test('the chosen part is shown, and what reaches beyond the edge is cut off', async () => {
  const bytes = await photo(1600, 900)
  const right = await wideOf(bytes, { x: 0.5, y: 0.25, width: 0.5, height: 0.5 })
  expect([await colourAt(right.bytes, 0.05), await colourAt(right.bytes, 0.95)]).toEqual(['blue', 'blue'])
  const beyond = await wideOf(bytes, { x: 0.9, y: 0.9, width: 1, height: 1 })
  expect(beyond).toMatchObject(WIDE_PIXELS)
  const middle = await wideOf(bytes, {})
  expect([await colourAt(middle.bytes, 0.05), await colourAt(middle.bytes, 0.95)]).toEqual(['red', 'blue'])
})

test('a photo is turned upright before it is cut', async () => {
  const { bytes } = await wideOf(await photo(900, 1600, 3), { x: 0, y: 0.4, width: 0.5, height: 0.2 })
  expect(await colourAt(bytes, 0.1)).toBe('blue')
})

test.each([
  ['no picture', Buffer.from('words')],
  ['a broken one', Buffer.from('\x89PNG\r\n\x1a\nrest')],
])('%s is refused with a word', async (_what, bytes) => {
  await expect(wideOf(bytes, {})).rejects.toMatchObject({ code: 'invalid', reason: 'media.not_a_picture' })
})
