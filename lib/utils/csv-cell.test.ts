import { expect, test } from 'vitest'
import { fromCell, toCell } from './csv-cell'

test.each([
  ['=1+1', "'=1+1"],
  [' \t@cmd', "' \t@cmd"],
  ['\r\n=1+1', '"\'\r\n=1+1"'],
  ['say "yes", twice', '"say ""yes"", twice"'],
  [-5, '-5'],
  [null, ''],
  ['Ünï 漢字', 'Ünï 漢字'],
])('%j is written so that a spreadsheet reads it as it is: %j', (value, cell) => {
  expect(toCell(value)).toBe(cell)
})

test('an apostrophe of one’s own stays, one before a formula goes', () => {
  expect(["'tis", "'=1", '=1'].map(fromCell)).toEqual(["'tis", '=1', '=1'])
})
