import { expect, it } from 'vitest'
import { isCommonPassword } from './common-passwords'

it('knows the commonest in any case and width', () => {
  for (const word of ['1234567890', 'Qwertyuiop', 'PASSWORD123', '１２３４５６７８９０', ' qwertyuiop '])
    expect(isCommonPassword(word)).toBe(true)
  expect(isCommonPassword('quiet owls read')).toBe(false)
})
