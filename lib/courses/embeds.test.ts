import { describe, expect, test } from 'vitest'
import { frameOriginsOf, toLessonEmbed } from './embeds'

const settings = { peertubeHosts: ['video.example.org'] }
const frameOf = (address: string) => toLessonEmbed(address, settings).frameUrl

describe('an address people copy becomes one that is made for frames', () => {
  test.each([
    [
      'https://www.youtube.com/watch?v=aqz-KE-bpKQ&t=1m5s',
      'https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ?autoplay=1&start=65',
    ],
    ['https://youtu.be/aqz-KE-bpKQ', 'https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ?autoplay=1'],
    [
      'https://www.youtube.com/shorts/aqz-KE-bpKQ',
      'https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ?autoplay=1',
    ],
    ['https://vimeo.com/76979871', 'https://player.vimeo.com/video/76979871?dnt=1&autoplay=1'],
    [
      'https://vimeo.com/76979871/abc123def4',
      'https://player.vimeo.com/video/76979871?dnt=1&autoplay=1&h=abc123def4',
    ],
    [
      'https://video.example.org/w/9c9de5e8-0a1e-484a-b099-e80766180a6d',
      'https://video.example.org/videos/embed/9c9de5e8-0a1e-484a-b099-e80766180a6d?p2p=0&autoplay=1',
    ],
    ['https://codepen.io/ada/pen/abcDEF', 'https://codepen.io/ada/embed/abcDEF?default-tab=result'],
    [
      'https://docs.google.com/presentation/d/e/2PACX-1vQabcdefgh/pub?start=false',
      'https://docs.google.com/presentation/d/e/2PACX-1vQabcdefgh/embed',
    ],
    [
      'https://docs.google.com/document/d/e/2PACX-1vQabcdefgh/pub',
      'https://docs.google.com/document/d/e/2PACX-1vQabcdefgh/pub?embedded=true',
    ],
    ['https://www.geogebra.org/m/xyz12345', 'https://www.geogebra.org/material/iframe/id/xyz12345'],
    ['https://www.desmos.com/calculator/abcdef1234', 'https://www.desmos.com/calculator/abcdef1234?embed'],
    ['https://scratch.mit.edu/projects/10128407/', 'https://scratch.mit.edu/projects/10128407/embed'],
  ])('%s', (address, frame) => expect(frameOf(address)).toBe(frame))
})

test.each([
  'https://example.com/page',
  'https://youtube.com.evil.example/watch?v=aqz-KE-bpKQ',
  'https://www.youtube.com/@somebody',
  'https://www.youtube.com/watch?v=%22onload%3D',
  'https://docs.google.com/document/d/1abcdefghijk/edit',
  'https://other.example.org/w/9c9de5e8-0a1e-484a-b099-e80766180a6d',
  'javascript:alert(1)',
  'no address',
])('%s is a link and nothing more', (address) => {
  expect(toLessonEmbed(address, settings)).toMatchObject({ provider: null, frameUrl: null })
})

test('every frame comes from an origin that its provider lets into the policy', () => {
  for (const address of ['https://youtu.be/aqz-KE-bpKQ', 'https://video.example.org/w/9c9de5e8abc']) {
    const { provider, frameUrl } = toLessonEmbed(address, settings)
    expect(frameOriginsOf(provider?.id ?? '', settings)).toContain(new URL(frameUrl ?? '').origin)
  }
  expect(frameOriginsOf('nobody', settings)).toEqual([])
})
