import { Int32 } from 'bson'
import { describe, expect, it } from 'vitest'
import type { Doc } from '../values/codec.ts'
import { compileFilter } from './matcher.ts'
import { compileProjection } from './projection.ts'
import { parseSort, sortDocs } from './sort.ts'

const options = { now: new Date(0) }

function project(spec: Doc, doc: Doc, filter?: Doc): Doc {
  return compileProjection(
    spec,
    filter === undefined ? undefined : compileFilter(filter, options),
    options,
  )(doc)
}

const DOC = { _id: 1, a: 1, b: { c: 2, d: 3 }, e: [{ f: 1, g: 2 }, { f: 3 }, 7], h: [1, 2, 3, 4] }

describe('projection', () => {
  it.each<[Doc, Doc, Doc, Doc?]>([
    [{}, DOC, DOC],
    [{ a: 1 }, DOC, { _id: 1, a: 1 }],
    [{ a: true, _id: 0 }, DOC, { a: 1 }],
    [{ a: 0 }, { _id: 1, a: 1, b: 2 }, { _id: 1, b: 2 }],
    [{ _id: 0 }, { _id: 1, a: 1 }, { a: 1 }],
    [{ _id: 1 }, { _id: 1, a: 1 }, { _id: 1 }],
    [
      { a: 0, _id: 1 },
      { _id: 1, a: 1, b: 1 },
      { _id: 1, b: 1 },
    ],
    [{ a: 0, _id: 0 }, { _id: 1, a: 1, b: 1 }, { b: 1 }],
    [{ 'b.c': 1 }, DOC, { _id: 1, b: { c: 2 } }],
    [{ b: { c: 1 } }, DOC, { _id: 1, b: { c: 2 } }],
    [{ 'b.c': 0, e: 0, h: 0 }, DOC, { _id: 1, a: 1, b: { d: 3 } }],
    [{ 'e.f': 1 }, DOC, { _id: 1, e: [{ f: 1 }, { f: 3 }] }],
    [{ 'e.f': 0, h: 0, b: 0 }, DOC, { _id: 1, a: 1, e: [{ g: 2 }, {}, 7] }],
    [{ 'a.x': 1 }, DOC, { _id: 1 }],
    [{ missing: 1 }, DOC, { _id: 1 }],
    [{ b: 1, a: 1 }, DOC, { _id: 1, a: 1, b: { c: 2, d: 3 } }],
    [{ h: { $slice: 2 } }, { _id: 1, h: [1, 2, 3], x: 1 }, { _id: 1, h: [1, 2], x: 1 }],
    [{ h: { $slice: -2 } }, { _id: 1, h: [1, 2, 3] }, { _id: 1, h: [2, 3] }],
    [{ h: { $slice: [1, 2] } }, { h: [1, 2, 3, 4] }, { h: [2, 3] }],
    [{ h: { $slice: [-3, 2] } }, { h: [1, 2, 3, 4] }, { h: [2, 3] }],
    [{ h: { $slice: 1 }, a: 1 }, DOC, { _id: 1, a: 1, h: [1] }],
    [{ h: { $slice: 1 }, a: 0, b: 0, e: 0 }, DOC, { _id: 1, h: [1] }],
    [{ h: { $slice: 1 } }, { h: 5 }, { h: 5 }],
    [{ h: { $elemMatch: { $gt: 1 } } }, DOC, { _id: 1, h: [2] }],
    [{ e: { $elemMatch: { f: 3 } }, a: 1 }, DOC, { _id: 1, a: 1, e: [{ f: 3 }] }],
    [{ e: { $elemMatch: { f: 9 } } }, DOC, { _id: 1 }],
    [{ 'h.$': 1 }, DOC, { _id: 1, h: [3] }, { h: 3 }],
    [{ 'e.$': 1, a: 1 }, DOC, { _id: 1, a: 1, e: [{ f: 3 }] }, { 'e.f': 3 }],
    [{ x: '$a' }, DOC, { _id: 1, x: 1 }],
    [{ x: { $eq: ['$a', 1] }, a: 1 }, DOC, { _id: 1, a: 1, x: true }],
    [{ x: 'text' }, DOC, { _id: 1, x: 'text' }],
    [{ 'b.x': '$a', 'b.c': 1 }, DOC, { _id: 1, b: { c: 2, x: 1 } }],
    [{ x: { y: '$a' } }, DOC, { _id: 1, x: { y: 1 } }],
    [{ a: new Int32(1) }, DOC, { _id: 1, a: 1 }],
  ])('%j of %j', (spec, doc, expected, filter) => {
    const projected = project(spec, doc, filter)
    expect(projected).toEqual(expected)
    expect(Object.keys(projected)).toEqual(Object.keys(expected))
  })

  it.each<[Doc, number, string]>([
    [{ a: 1, b: 0 }, 31254, 'Cannot do exclusion on field b in inclusion projection'],
    [{ a: 0, b: 1 }, 31253, 'Cannot do inclusion on field b in exclusion projection'],
    [{ a: 1, 'a.b': 1 }, 31250, 'Path collision'],
    [{ 'a.b': 1, a: 1 }, 31250, 'Path collision'],
    [{ a: {} }, 51270, 'An empty sub-projection'],
    [{ a: { $elemMatch: 1 } }, 31274, 'elemMatch: Invalid argument'],
    [{ 'a.b': { $elemMatch: {} } }, 31275, 'nested field'],
    [{ a: 0, b: '$c' }, 31252, 'Cannot use expression'],
    [{ 'a.': 1 }, 40353, "must not end with a '.'"],
    [{ $a: 1 }, 16410, "may not start with '$'"],
    [{ a: { $foo: 1 } }, 168, "Unrecognized expression '$foo'"],
    [{ 'a.$': 1, 'b.$': 1 }, 31276, 'more than one positional'],
    [{ 'a.$': 0 }, 31395, 'exclusion'],
  ])('%j is refused', (spec, code, message) => {
    expect(() => project(spec, {}, {})).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(message) as string }),
    )
  })

  it('refuses a positional projection that finds nothing', () => {
    expect(() => project({ 'h.$': 1 }, DOC, { a: 1 })).toThrow(expect.objectContaining({ code: 51246 }))
  })
})

describe('sort', () => {
  const docs = (values: unknown[]): Doc[] => values.map((a, _id) => (a === undefined ? { _id } : { _id, a }))
  it.each<[unknown[], Doc, number[]]>([
    [[3, 1, 2], { a: 1 }, [1, 2, 0]],
    [[3, 1, 2], { a: -1 }, [0, 2, 1]],
    [['x', 5, null, undefined, true], { a: 1, _id: 1 }, [2, 3, 1, 0, 4]],
    [[[1, 9], 5, [2, 3]], { a: 1 }, [0, 2, 1]],
    [[[1, 9], 5, [2, 3]], { a: -1 }, [0, 1, 2]],
    [[[], null, 1], { a: 1 }, [0, 1, 2]],
    [[{ b: 2 }, { b: 1 }, [{ b: 0 }, { b: 9 }]], { 'a.b': 1 }, [2, 1, 0]],
  ])('%j by %j', (values, spec, order) => {
    expect(sortDocs(docs(values), spec).map((doc) => doc['_id'])).toEqual(order)
  })

  it('keeps the first of many with a limit', () => {
    const many = Array.from({ length: 5000 }, (_, index) => ({ _id: index, a: (index * 7919) % 5000 }))
    expect(sortDocs(many, { a: 1 }, { limit: 3 }).map((doc) => doc['a'])).toEqual([0, 1, 2])
  })

  it('refuses other directions', () => {
    expect(() => parseSort({ a: 2 })).toThrow(expect.objectContaining({ code: 15975 }))
    expect(() => parseSort({ a: 'x' })).toThrow(expect.objectContaining({ code: 15974 }))
    expect(() => sortDocs([{ a: [1], b: [1] }, {}], { a: 1, b: 1 })).toThrow(/parallel arrays/)
  })
})
