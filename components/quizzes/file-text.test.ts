import { expect, test } from 'vitest'
import { textOfFile } from './file-text'

test.each([
  ['UTF-8', [0xc3, 0xa4, 0x20, 0xe2, 0x82, 0xac]],
  ['UTF-8 with its mark', [0xef, 0xbb, 0xbf, 0xc3, 0xa4, 0x20, 0xe2, 0x82, 0xac]],
  ['Unicode text', [0xff, 0xfe, 0xe4, 0, 0x20, 0, 0xac, 0x20]],
  ['the letters of Windows', [0xe4, 0x20, 0x80]],
])('letters are read right from %s', async (_name, bytes) => {
  expect(await textOfFile(new Blob([new Uint8Array(bytes)]))).toBe('ä €')
})
