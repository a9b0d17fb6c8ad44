import { describe, expect, it } from 'vitest'
import type { Doc } from '../values/codec.ts'
import { compileFilter } from './matcher.ts'

const options = { now: new Date(0) }

describe('the position that matched', () => {
  it.each<[Doc, Doc, number | undefined]>([
    [{ a: 2 }, { a: [1, 2] }, 1],
    [{ 'a.b': 2 }, { a: [{ b: 1 }, { b: 2 }] }, 1],
    [{ a: { $elemMatch: { b: 2 } } }, { a: [{ b: 1 }, { b: 2 }] }, 1],
    [{ a: 1, b: 2 }, { a: [1, 5], b: [1, 2] }, 1],
    [{ a: 1 }, { a: 1 }, undefined],
    [{ 'a.b': { $elemMatch: { $gt: 1 } } }, { a: [{ b: [0] }, { b: [2, 3] }] }, 1],
    [{ a: { $gt: 1, $lt: 9 } }, { a: [0, 10, 5] }, 0],
  ])('%j finds the position in %j', (filter, doc, index) => {
    expect(compileFilter(filter, options).arrayIndex?.(doc)).toBe(index)
  })
})
