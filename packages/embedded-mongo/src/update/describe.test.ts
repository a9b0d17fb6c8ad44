import { Double, Int32 } from 'bson'
import { describe, expect, it } from 'vitest'
import type { Doc } from '../values/codec.ts'
import { describeUpdate } from './describe.ts'

const i = (value: number): Int32 => new Int32(value)

describe('describeUpdate', () => {
  it.each<[Doc, Doc, Doc]>([
    [{ a: 1 }, { a: 2 }, { updatedFields: { a: 2 } }],
    [{ a: 1, b: 1 }, { b: 1 }, { removedFields: ['a'] }],
    [{ a: { b: 1, c: 2 } }, { a: { b: 3, c: 2 } }, { updatedFields: { 'a.b': 3 } }],
    [{ a: { b: 1, c: 2 } }, { a: { c: 2 } }, { removedFields: ['a.b'] }],
    [{ a: [1, 2] }, { a: [1, 2, 3] }, { updatedFields: { 'a.2': 3 } }],
    [
      { a: ['aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', 2] },
      { a: ['aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'] },
      { truncatedArrays: [{ field: 'a', newSize: 1 }] },
    ],
    [
      { a: [{ x: 1, y: 'long enough to matter' }] },
      { a: [{ x: 2, y: 'long enough to matter' }] },
      { updatedFields: { 'a.0.x': 2 } },
    ],
    [{ a: [1, 2, 3] }, { a: [3] }, { updatedFields: { a: [3] } }],
    [{ a: i(1) }, { a: new Double(1) }, { updatedFields: { a: new Double(1) } }],
    [{ a: [1] }, { a: [] }, { truncatedArrays: [{ field: 'a', newSize: 0 }] }],
  ])('%j → %j', (before, after, expected) => {
    expect(describeUpdate(before, after)).toEqual({
      updatedFields: {},
      removedFields: [],
      truncatedArrays: [],
      ...expected,
    })
  })
})
