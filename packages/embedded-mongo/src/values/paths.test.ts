import { describe, expect, it } from 'vitest'
import { distinctValues, getPath, indexKeyValues, isPlainObject, setPath, valuesAtPath } from './paths.ts'

describe('valuesAtPath', () => {
  it.each([
    ['a', {}, [undefined]],
    ['a', { a: 1 }, [1]],
    ['a', { a: [1, 2] }, [1, 2, [1, 2]]],
    ['a', { a: [] }, [[]]],
    ['a.b', { a: 5 }, [undefined]],
    ['a.b', { a: { b: [1] } }, [1, [1]]],
    ['a.b', { a: [{ b: 1 }, {}, 7, { b: [2] }] }, [1, undefined, 2, [2]]],
    ['a.b', { a: [1, 2] }, []],
    ['a.b', { a: [[{ b: 1 }]] }, []],
    ['a.1', { a: [5, [2, 4]] }, [2, 4, [2, 4]]],
    ['a.1', { a: [5, { 1: 4 }] }, [4, { 1: 4 }]],
    ['a.0.b', { a: [{ b: 1 }] }, [undefined, 1]],
    ['a.0.b', { a: [[{ b: 1 }]] }, [1]],
    ['constructor', {}, [undefined]],
  ])('%s of %j', (path, doc, expected) => {
    expect(valuesAtPath(doc, path)).toEqual(expected)
  })
})

describe('indexKeyValues', () => {
  it.each([
    [['a'], {}, [[null]], [false]],
    [['a'], { a: 1 }, [[1]], [false]],
    [['a'], { a: [1, 2] }, [[1], [2]], [true]],
    [['a'], { a: [] }, [[undefined]], [true]],
    [['a'], { a: [[1, 2], 3] }, [[[1, 2]], [3]], [true]],
    [['a.b'], { a: [{ b: 1 }, { b: [2, 3] }, {}, 5] }, [[1], [2], [3], [null], [null]], [true]],
    [['a.b'], { a: [] }, [[null]], [true]],
    [
      ['a.b', 'c'],
      { a: [{ b: 1 }, { b: 2 }], c: 9 },
      [
        [1, 9],
        [2, 9],
      ],
      [true, false],
    ],
    [
      ['a.b', 'a.c'],
      { a: [{ b: 1, c: 2 }, { b: 3 }] },
      [
        [1, 2],
        [3, null],
      ],
      [true, true],
    ],
    [['a.0'], { a: [5, 6] }, [[5]], [false]],
    [['a.0.b'], { a: [{ b: 4 }] }, [[4]], [false]],
  ])('%j of %j', (fields, doc, keys, multikeyPaths) => {
    expect(indexKeyValues(doc, fields)).toEqual({ keys, multikeyPaths })
  })

  it('refuses two arrays', () => {
    expect(() => indexKeyValues({ a: [1], b: [2] }, ['a', 'b'])).toThrow(
      'cannot index parallel arrays [b] [a]',
    )
    expect(() => indexKeyValues({ a: [{ b: [1], c: [2] }] }, ['a.b', 'a.c'])).toThrow('parallel arrays')
  })
})

it('reads, sets and lists values', () => {
  expect(getPath({ a: [{ b: 1 }] }, 'a.0.b')).toBe(1)
  expect(getPath({ a: [{ b: 1 }] }, 'a.b')).toBeUndefined()
  const doc = {}
  setPath(doc, 'a.b.c', 1)
  setPath(doc, 'a.d', 2)
  expect(doc).toEqual({ a: { b: { c: 1 }, d: 2 } })
  expect(distinctValues({ a: [{ b: [1, 2] }, { b: 3 }, {}] }, 'a.b')).toEqual([1, 2, 3])
  expect([isPlainObject({}), isPlainObject([]), isPlainObject(new Date()), isPlainObject(null)]).toEqual([
    true,
    false,
    false,
    false,
  ])
})
