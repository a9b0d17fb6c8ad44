import { describe, expect, it } from 'vitest'
import { counted, ratingOf, sharesOf, shownOnCards, shownOnPage, toHistogram } from './rating'

describe('a rating', () => {
  it('follows from the histogram alone', () => {
    expect(ratingOf([0, 0, 0, 0, 0])).toEqual({ average: 0, count: 0, histogram: [0, 0, 0, 0, 0] })
    expect(ratingOf([1, 0, 0, 1, 2])).toMatchObject({ average: 3.75, count: 4 })
  })

  it('counts a new review, a changed one and one that is gone', () => {
    expect(counted([0, 0, 0, 0, 0], null, 5)).toEqual([0, 0, 0, 0, 1])
    expect(counted([0, 0, 0, 0, 1], 5, 3)).toEqual([0, 0, 1, 0, 0])
    expect(counted([0, 0, 1, 0, 0], 3, 3)).toEqual([0, 0, 1, 0, 0])
    expect(counted([0, 0, 1, 0, 0], 3, null)).toEqual([0, 0, 0, 0, 0])
  })

  it('reads what a row of an earlier shape holds', () => {
    expect(toHistogram(undefined)).toEqual([0, 0, 0, 0, 0])
    expect(toHistogram([1, 2])).toEqual([1, 2, 0, 0, 0])
  })

  it('shows shares in whole percents', () => {
    expect(sharesOf([0, 0, 0, 0, 0])).toEqual([0, 0, 0, 0, 0])
    expect(sharesOf([1, 0, 0, 0, 2])).toEqual([33, 0, 0, 0, 67])
  })

  it('says on cards one decimal and a stepped count, so that few reviews change a card', () => {
    const shown = (...histogram: [number, number, number, number, number]) =>
      shownOnCards(ratingOf(histogram))
    expect(shown(0, 0, 0, 0, 0)).toBe('')
    expect(shown(0, 0, 0, 1, 1)).toBe('4.5 2')
    expect(shown(0, 0, 0, 0, 3000)).toBe(shown(0, 0, 0, 0, 3001))
    expect(shown(0, 0, 0, 0, 99)).not.toBe(shown(0, 0, 0, 0, 100))
  })

  it('is shown anew on the page when a share moves, though the card says the same', () => {
    const [before, after] = [ratingOf([0, 100, 100, 100, 0]), ratingOf([5, 90, 110, 90, 5])]
    expect(shownOnCards(before)).toBe(shownOnCards(after))
    expect(shownOnPage(before)).not.toBe(shownOnPage(after))
  })
})
