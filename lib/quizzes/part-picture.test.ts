import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hasMutePicture, readPart, writePart } from './part-picture'

const ADDRESS = `/api/uploads/public/${'a'.repeat(64)}.webp#640x480`

test('what is typed beside a picture comes back letter by letter', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme' }),
      fc.string().map((alt) => alt.replace(/\s/g, ' ')),
      (words, alt) => {
        const part = { words, picture: { alt, address: ADDRESS } }
        expect(readPart(writePart(part))).toEqual(part)
      },
    ),
    { seed: 107 },
  )
})

test.each([
  ['Paris', 'Paris', null],
  ['', '', null],
  [`![A *wheel*](${ADDRESS})`, '', 'A *wheel*'],
  [`A $x$ and ![](${ADDRESS})`, 'A $x$ and', ''],
  [`![one](${ADDRESS}) ![two](${ADDRESS})`, `![one](${ADDRESS})`, 'two'],
  [`![far](https://e.example/x.png)`, '![far](https://e.example/x.png)', null],
  [`![first](${ADDRESS}) then`, `![first](${ADDRESS}) then`, null],
])('%s', (text, words, alt) => {
  expect(readPart(text)).toEqual({ words, picture: alt === null ? null : { alt, address: ADDRESS } })
})

test.each([
  ['![](/x.png)', true],
  ['a ![  ](/x.png) b', true],
  ['![A wheel](/x.png)', false],
  ['x[](y) !', false],
])('a picture that says nothing is found: %s', (text, isMute) => {
  expect(hasMutePicture(text)).toBe(isMute)
})
