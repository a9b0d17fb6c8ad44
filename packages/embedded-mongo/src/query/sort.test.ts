import { describe, expect, it } from 'vitest'
import { sortDocs } from './sort.ts'

describe('sort', () => {
  it('keeps the first of many with a limit', () => {
    const many = Array.from({ length: 5000 }, (_, index) => ({ _id: index, a: (index * 7919) % 5000 }))
    expect(sortDocs(many, { a: 1 }, { limit: 3 }).map((doc) => doc['a'])).toEqual([0, 1, 2])
  })
})
