import { describe, expect, it } from 'vitest'
import { detectContentType } from './content-type'

const text = (value: string) => new TextEncoder().encode(value)

describe('the type of content', () => {
  it.each([
    ['a drawing', text('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'image/svg+xml'],
    [
      'a drawing behind a declaration and a comment',
      text('<?xml version="1.0"?>\n<!-- me -->\n<svg>'),
      'image/svg+xml',
    ],
    ['a page that holds a drawing', text('<html><svg></svg></html>'), 'text/plain'],
    ['plain text', text('A picture, they say'), 'text/plain'],
    ['text cut within a letter', text('日本').subarray(0, 5), 'text/plain'],
    ['captions', text('WEBVTT\n\n00:00.000 --> 00:01.000\nHello'), 'text/vtt'],
    ['bytes of no kind', Uint8Array.of(0, 1, 2, 3), undefined],
    ['letters of an old encoding', Uint8Array.of(0x4d, 0xfc, 0x6e), undefined],
    ['nothing', new Uint8Array(0), undefined],
    ['a PDF called a picture', text('%PDF-1.7\n'), 'application/pdf'],
    ['the beginning of a JPEG', Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 16, 74, 70, 73, 70), 'image/jpeg'],
  ])('is told from the bytes: %s', async (_what, bytes, expected) => {
    expect(await detectContentType(bytes)).toBe(expected)
  })
})
