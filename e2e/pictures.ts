import sharp from 'sharp'

/** A picture as somebody may choose it for their profile: wider than high, left half green, right half yellow. */
export async function drawing(): Promise<Buffer> {
  const half = (background: string) =>
    sharp({ create: { width: 300, height: 400, channels: 3, background } })
      .png()
      .toBuffer()
  return sharp({ create: { width: 600, height: 400, channels: 3, background: '#228866' } })
    .composite([{ input: await half('#ffdd44'), left: 300, top: 0 }])
    .png()
    .toBuffer()
}
