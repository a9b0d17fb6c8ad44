import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { NearRows } from './near-rows'

const ids = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => String(from + at))
const moduleOf = (lessons: string[]) => ({ sections: [{ lessons: lessons.map((id) => ({ id })) }] })
const modules = [moduleOf(ids(0, 10)), moduleOf(ids(10, 40))] as never
const rowOf = (id: string) => ({ id }) as Element

/** An observer that tells what the test says. */
class Observer {
  static last: Observer | null = null
  readonly seen = new Set<Element>()
  constructor(readonly tell: (entries: { isIntersecting: boolean; target: Element }[]) => void) {
    Observer.last = this
  }
  observe = (row: Element) => this.seen.add(row)
  unobserve = (row: Element) => this.seen.delete(row)
}

beforeEach(() => vi.stubGlobal('IntersectionObserver', Observer))
afterEach(() => vi.unstubAllGlobals())

test('the first rows of a course are whole from the start, over the edge of a module, and others are not', () => {
  const near = new NearRows(modules)
  expect(ids(0, 40).filter((id) => near.has(id))).toEqual(ids(0, 12))
})

test('a row becomes whole once it comes near, tells it once, and is watched no longer', () => {
  const near = new NearRows(modules)
  const onNear = vi.fn()
  const row = rowOf('30')
  near.watch({ current: row }, { id: '30', onNear })
  Observer.last?.tell([{ isIntersecting: false, target: row }])
  expect(near.has('30')).toBe(false)
  Observer.last?.tell([{ isIntersecting: true, target: row }])
  Observer.last?.tell([{ isIntersecting: true, target: row }])
  expect(near.has('30')).toBe(true)
  expect(onNear).toHaveBeenCalledTimes(1)
  expect(Observer.last?.seen).toEqual(new Set())
})

test('a row in which the focus is becomes whole, and stays so where it is moved to', () => {
  const near = new NearRows(modules)
  const onNear = vi.fn()
  const row = rowOf('39')
  const leave = near.watch({ current: row }, { id: '39', onNear })
  near.enter(row)
  expect(onNear).toHaveBeenCalledTimes(1)
  leave()
  near.watch({ current: rowOf('39 elsewhere') }, { id: '39', onNear })
  expect(near.has('39')).toBe(true)
  expect(Observer.last?.seen).toEqual(new Set())
})

test('a row that has left the page is not watched', () => {
  const near = new NearRows(modules)
  const onNear = vi.fn()
  const row = rowOf('20')
  near.watch({ current: row }, { id: '20', onNear })()
  near.enter(row)
  expect(onNear).not.toHaveBeenCalled()
  expect(near.has('20')).toBe(false)
})
