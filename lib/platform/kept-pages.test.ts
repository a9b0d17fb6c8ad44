import { beforeEach, describe, expect, test } from 'vitest'
import { KeptPages, moment, startedTag, tagName } from './kept-pages.mjs'

const ROUTE = `/route-cache/APP_PAGE/${'a'.repeat(64)}/$`
const keyOf = (address: string) => ROUTE + address
const pageWith = (html: string, tags: string[] = []) => ({
  kind: 'APP_PAGE',
  html,
  rscData: Buffer.from('data'),
  segmentData: new Map([['/_tree', Buffer.from('tree')]]),
  headers: { 'x-next-cache-tags': tags.join(','), etag: 'W/"1"' },
  status: 200,
})
const lifetime = { revalidate: 300 }

let shelf: KeptPages
beforeEach(() => {
  shelf = new KeptPages(1024 * 1024)
})
const keep = (address: string, html = 'html', tags: string[] = []) =>
  shelf.put(keyOf(address), { value: pageWith(html, tags), cacheControl: lifetime })

function kept(address: string) {
  const page = shelf.findFresh(address)
  if (page === undefined) throw new Error(`${address} is not kept.`)
  return page
}

/** Until the shelf's own clock shows a later moment than it does now. */
async function clockMovesOn() {
  const before = moment()
  while (moment() <= before) await Promise.resolve()
}

describe('keeping', () => {
  test('a page comes back as Next handed it over', async () => {
    await keep('/en/a', 'grüße')
    expect(shelf.get(keyOf('/en/a'))).toMatchObject({ cacheControl: lifetime, value: pageWith('grüße') })
    expect(shelf.get(keyOf('/en/b'))).toBeUndefined()
  })

  test('it is found by its address while it is fresh', async () => {
    await keep('/en/a')
    expect(shelf.findFresh('/en/a')?.html).toBeInstanceOf(Buffer)
    expect(shelf.findFresh('/en')).toBeUndefined()
    await shelf.put(keyOf('/en/old'), {
      value: pageWith('x'),
      cacheControl: lifetime,
      lastModified: Date.now() - 301_000,
    })
    expect(shelf.findFresh('/en/old')).toBeUndefined()
    expect(shelf.get(keyOf('/en/old'))).toBeDefined()
  })

  test('an address that may be written in several ways is left to Next', async () => {
    await keep('/en/%C3%BC')
    expect(shelf.findFresh('/en/%C3%BC')).toBeUndefined()
    expect(shelf.get(keyOf('/en/%C3%BC'))).toBeDefined()
  })
})

describe('room', () => {
  test('bytes are bounded and what nobody asked for goes first', async () => {
    const large = () => Array.from({ length: 3000 }, () => Math.random().toString(36)).join('')
    for (let index = 0; index < 60; index += 1) {
      await keep(`/en/${index}`, large())
      shelf.get(keyOf('/en/0'))
    }
    expect(shelf.bytes).toBeLessThanOrEqual(1024 * 1024)
    expect(shelf.size).toBeLessThan(60)
    expect(shelf.get(keyOf('/en/0'))).toBeDefined()
    expect(shelf.get(keyOf('/en/1'))).toBeUndefined()
    expect(shelf.get(keyOf('/en/59'))).toBeDefined()
  })

  test('what was taken out takes no room', async () => {
    await keep('/en/a', 'x', ['t'])
    shelf.addBody(kept('/en/a'), '-d', Buffer.alloc(500))
    shelf.remove(keyOf('/en/a'))
    expect(shelf).toMatchObject({ bytes: 0, size: 0 })
  })

  test('a body made for a page that has gone meanwhile is not counted', async () => {
    await keep('/en/a')
    const gone = kept('/en/a')
    shelf.remove(gone.key)
    shelf.addBody(gone, '-d', Buffer.alloc(500))
    expect(shelf.bytes).toBe(0)
  })
})

describe('changes', () => {
  test('drop the pages that show them, and no other', async () => {
    await keep('/en/a', 'x', ['course:1', 'catalogue'])
    await keep('/en/b', 'x', ['course:2', 'catalogue'])
    shelf.drop(['course:1'])
    expect(shelf.findFresh('/en/a')).toBeUndefined()
    expect(shelf.findFresh('/en/b')).toBeDefined()
    shelf.drop(['catalogue'])
    expect(shelf.size).toBe(0)
  })

  test('refuse a page whose render began before them', async () => {
    const started = startedTag()
    await clockMovesOn()
    shelf.drop(['course:1'])
    await keep('/en/late', 'x', ['course:1', started])
    expect(shelf.size).toBe(0)
    await keep('/en/other', 'x', ['course:2', started])
    await keep('/en/fresh', 'x', ['course:1', startedTag()])
    expect(shelf.size).toBe(2)
  })

  test('the earliest of several beginnings counts', async () => {
    const started = startedTag()
    await clockMovesOn()
    shelf.drop(['course:1'])
    await keep('/en/a', 'x', ['course-slug:a', started, 'course:1', startedTag()])
    expect(shelf.size).toBe(0)
  })

  test('a gap drops everything, also what is being rendered', async () => {
    const started = startedTag()
    await keep('/en/a')
    await clockMovesOn()
    shelf.clear()
    await keep('/en/b', 'x', [started])
    expect(shelf).toMatchObject({ bytes: 0, size: 0 })
  })

  test('what the build made shows no data and outlives them', async () => {
    shelf.clear()
    await shelf.put(keyOf('/_not-found'), {
      value: pageWith('x'),
      cacheControl: { revalidate: false },
      lastModified: 1,
      isFromBuild: true,
    })
    expect(shelf.findFresh('/_not-found')).toBeDefined()
  })
})

test('a tag survives the header it travels in', () => {
  expect(tagName('course:1')).toBe('course:1')
  expect(tagName('profile:a,b c')).toBe('profile:a%2Cb%20c')
  expect(tagName(`profile:${'ü'.repeat(300)}`).length).toBeLessThanOrEqual(250)
})
