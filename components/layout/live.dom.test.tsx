import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { listenLive, type LiveMessage } from './live'

/** The server's side of a stream. */
class FakeSource extends EventTarget {
  static readonly CLOSED = 2
  static opened: FakeSource[] = []
  readyState = 1
  onerror: (() => void) | undefined
  constructor(readonly address: string) {
    super()
    FakeSource.opened.push(this)
  }
  close() {
    this.readyState = 2
  }
  say(event: string, data: unknown) {
    if (this.readyState !== 2) this.dispatchEvent(new MessageEvent(event, { data: JSON.stringify(data) }))
  }
  break() {
    this.onerror?.()
  }
}

/** Locks as a browser gives them to its tabs: one after the other. */
class FakeLocks {
  #last = new Map<string, Promise<void>>()
  request(name: string, { signal }: { signal: AbortSignal }, run: () => Promise<void>): Promise<void> {
    const turn = (this.#last.get(name) ?? Promise.resolve()).then(() => (signal.aborted ? undefined : run()))
    this.#last.set(name, turn)
    return turn
  }
}

const FakeChannel = (() => {
  const open = new Set<{ name: string; onmessage?: (event: { data: unknown }) => void }>()
  return class {
    onmessage?: (event: { data: unknown }) => void
    constructor(readonly name: string) {
      open.add(this)
    }
    postMessage(data: unknown) {
      for (const other of open) if (other !== this && other.name === this.name) other.onmessage?.({ data })
    }
    close() {
      open.delete(this)
    }
  }
})()

const leaves: (() => void)[] = []
/** One tab: what it heard, and how it is closed. */
function tab(user = 'ana') {
  const heard: LiveMessage[] = []
  const leave = listenLive({ user, hear: (message) => heard.push(message) })
  leaves.push(leave)
  return { heard, leave }
}
const [streams, settle] = [() => FakeSource.opened, () => vi.advanceTimersByTimeAsync(0)]
const newest = () => streams().at(-1) as FakeSource

function seen(state: 'visible' | 'hidden') {
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue(state)
  document.dispatchEvent(new Event('visibilitychange'))
}

beforeEach(() => {
  vi.useFakeTimers()
  FakeSource.opened = []
  vi.stubGlobal('EventSource', FakeSource)
  vi.stubGlobal('BroadcastChannel', FakeChannel)
  Object.defineProperty(navigator, 'locks', { value: new FakeLocks(), configurable: true })
})
afterEach(() => {
  for (const leave of leaves.splice(0)) leave()
  vi.useRealTimers()
  vi.unstubAllGlobals()
  Reflect.deleteProperty(navigator, 'locks')
})

test('tabs share one stream, and who comes later is told how things stand', async () => {
  const one = tab()
  await settle()
  newest().say('hello', { user: 'ana' })
  newest().say('unread', { count: 2 })
  const two = tab()
  await settle()
  expect(two.heard).toEqual([{ event: 'unread', data: { count: 2 } }])
  newest().say('notification', { title: 'x' })
  expect(one.heard.at(-1)).toEqual({ event: 'notification', data: { title: 'x' } })
  expect(two.heard.at(-1)).toEqual({ event: 'notification', data: { title: 'x' } })
  expect(streams()).toHaveLength(1)
})

test('when the tab with the stream goes, another takes over; when all go, nothing is left', async () => {
  const one = tab()
  const two = tab()
  await settle()
  one.leave()
  await settle()
  expect(streams().map(({ readyState }) => readyState)).toEqual([2, 1])
  newest().say('unread', { count: 1 })
  expect(two.heard).toHaveLength(1)
  expect(one.heard).toEqual([])
  two.leave()
  await settle()
  expect(newest().readyState).toBe(2)
})

test('a page kept for the way back lets go, and listens again when it is shown', async () => {
  tab()
  await settle()
  dispatchEvent(new Event('pagehide'))
  await settle()
  expect(newest().readyState).toBe(2)
  dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }))
  await settle()
  expect(streams().map(({ readyState }) => readyState)).toEqual([2, 1])
})

test('a broken stream is opened again, ever later, and at once when the network is back', async () => {
  tab()
  await settle()
  newest().break()
  await vi.advanceTimersByTimeAsync(1000)
  expect(streams()).toHaveLength(2)
  for (let turn = 0; turn < 20; turn += 1) {
    newest().break()
    await vi.advanceTimersByTimeAsync(300_000)
  }
  const before = streams().length
  newest().break()
  await vi.advanceTimersByTimeAsync(149_000)
  expect(streams(), 'not before half of the longest wait').toHaveLength(before)
  dispatchEvent(new Event('online'))
  expect(streams()).toHaveLength(before + 1)
  newest().say('hello', { user: 'ana' })
  newest().break()
  await vi.advanceTimersByTimeAsync(1000)
  expect(streams(), 'after a greeting the wait is short again').toHaveLength(before + 2)
})

test('after the sign-in has ended nobody tries, until somebody comes who may have signed in', async () => {
  const one = tab()
  await settle()
  newest().say('end', {})
  await vi.advanceTimersByTimeAsync(600_000)
  expect(streams()).toHaveLength(1)
  const two = tab()
  await settle()
  expect(streams()).toHaveLength(2)
  newest().say('unread', { count: 1 })
  expect([one.heard.length, two.heard.length]).toEqual([1, 1])
  newest().say('end', {})
  seen('hidden')
  seen('visible')
  expect(streams(), 'or until the tab is looked at again').toHaveLength(3)
})

test('what another person hears, who signed in meanwhile, is not passed to the page', async () => {
  const page = tab('ana')
  await settle()
  newest().say('hello', { user: 'ben' })
  newest().say('unread', { count: 7 })
  expect(page.heard).toEqual([])
  const ben = tab('ben')
  await settle()
  newest().say('unread', { count: 7 })
  expect([page.heard.length, ben.heard.length]).toEqual([0, 1])
})

test('without locks a tab has its own stream while it is in sight', async () => {
  Reflect.deleteProperty(navigator, 'locks')
  tab()
  expect(streams()).toHaveLength(1)
  seen('hidden')
  expect(newest().readyState).toBe(2)
  seen('visible')
  expect(streams().map(({ readyState }) => readyState)).toEqual([2, 1])
})
