import { afterEach, beforeEach, describe, expect, inject, test, vi } from 'vitest'
import mongoose from 'mongoose'
import { liveSources } from './live'
import { markAllRead } from '@/lib/notifications/commands/reading'
import { Notification } from '@/models/notification'
import { SignIn } from '@/models/sign-in'
import { suspendAccount } from '@/lib/accounts/commands/standing'
import { endAllSignIns, endSignInOf } from '@/lib/platform/auth/sign-ins'
import { systemViewer, type Member } from '@/lib/platform/auth/viewer'
import { useTestDatabase } from '@/lib/platform/testing/db'
import { asStudent, signedIn } from '@/lib/platform/testing/viewers'
import { countListeners, endLive, openLive, startLive } from '@/lib/platform/live/hub'

useTestDatabase()

let stop: () => Promise<void>
let other: mongoose.Connection
const open: Reading[] = []
beforeEach(async () => {
  stop = await startLive(liveSources)
  other = await mongoose
    .createConnection(inject('databaseUri'), { dbName: mongoose.connection.name })
    .asPromise()
})
afterEach(async () => {
  for (const reading of open.splice(0)) reading.leave()
  await stop()
  await other.close()
})

/** A browser that listens: what it has heard, and whether the stream is over. */
class Reading {
  readonly heard: { event: string; id?: string; data: Record<string, unknown> }[] = []
  text = ''
  isOver = false
  readonly #abort = new AbortController()
  constructor(member: Member) {
    const response = openLive(member, { locale: 'en', signal: this.#abort.signal })
    open.push(this)
    void this.#read(response)
  }
  leave() {
    this.#abort.abort()
  }
  async #read(response: Response) {
    const decoder = new TextDecoder()
    const reader = response.body?.getReader()
    for (;;) {
      const { done = true, value } = (await reader?.read()) ?? {}
      if (done) break
      this.#take(decoder.decode(value, { stream: true }))
    }
    this.isOver = true
  }
  #take(text: string) {
    this.text += text
    for (const block of text.split('\n\n').filter((part) => part.startsWith('event:'))) {
      const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1]
      this.heard.push({ event: field('event') ?? '', id: field('id'), data: JSON.parse(field('data') ?? '') })
    }
  }
  of(event: string) {
    return this.heard.filter((message) => message.event === event)
  }
  get unread() {
    return this.of('unread').at(-1)?.data['count']
  }
}

let made = 0
const rowFor = (member: Member, facts: object = {}) => {
  made += 1
  return {
    user: new mongoose.Types.ObjectId(member.userId),
    kind: 'certificate',
    notice: 'certificateIssued',
    params: { course: `Course ${made}` },
    link: '/certificates/x',
    course: null,
    key: `k${made}`,
    isListed: true,
    readAt: null,
    createdAt: new Date(),
    deleteAt: new Date(Date.now() + 86_400_000),
    ...facts,
  }
}
/** As another process would: by a connection that shares nothing with ours. */
const writtenElsewhere = (member: Member, facts: object = {}) =>
  other.collection('notifications').insertOne(rowFor(member, facts))
/** How many milliseconds each turn took. */
async function inTurn(turns: number, run: (turn: number) => Promise<void>): Promise<number[]> {
  const took: number[] = []
  for (let turn = 1; turn <= turns; turn += 1) {
    const began = performance.now()
    await run(turn)
    took.push(performance.now() - began)
  }
  return took
}
const greeted = (reading: Reading) => expect.poll(() => reading.of('unread').length).toBe(1)

describe('an open page', () => {
  test('is told first whose it is and how things stand', async () => {
    const member = await asStudent()
    const earlier = new Reading(member)
    await greeted(earlier)
    await writtenElsewhere(member)
    await expect.poll(() => earlier.of('notification').length).toBe(1)
    const reading = new Reading(member)
    await greeted(reading)
    expect(reading.text).toMatch(/^retry: \d+\n\n/)
    expect(reading.heard).toMatchObject([
      { event: 'hello', data: { user: member.username } },
      { event: 'unread', data: { count: 1 } },
    ])
  })

  test('hears of what another process writes within a second, and of nothing of others', async () => {
    const [member, stranger] = [await asStudent(), await asStudent()]
    const [reading, strange] = [new Reading(member), new Reading(stranger)]
    await greeted(reading)
    await greeted(strange)
    // The quickest of three: a machine that is busy elsewhere may hold up one of them.
    const took = await inTurn(3, async (turn) => {
      await writtenElsewhere(member)
      await expect.poll(() => reading.of('notification').length, { interval: 10 }).toBe(turn)
    })
    expect(Math.min(...took)).toBeLessThan(1000)
    expect(reading.of('notification').slice(0, 1)).toMatchObject([
      {
        id: expect.stringMatching(/^[0-9a-f]{24}$/),
        data: { title: expect.stringContaining('Your certificate for') },
      },
    ])
    expect(reading.unread).toBe(3)
    // The stranger hears of their own afterwards, so the first one has passed them by.
    await writtenElsewhere(stranger)
    await expect.poll(() => strange.of('notification').length).toBe(1)
  })

  test('in every browser of the person, follows what is read in one of them; that is no news again', async () => {
    const member = await asStudent()
    const readings = [new Reading(member), new Reading(await signedIn(member.userId))]
    for (const reading of readings) await greeted(reading)
    for (let turn = 0; turn < 3; turn += 1) await Notification.collection.insertOne(rowFor(member))
    for (const reading of readings) {
      await expect.poll(() => reading.unread).toBe(3)
      await expect.poll(() => reading.of('notification').length).toBe(3)
    }
    await Notification.updateOne({ user: member.userId }, { digestAt: new Date() })
    await markAllRead(member, {})
    for (const reading of readings) {
      await expect.poll(() => reading.unread).toBe(0)
      expect(reading.of('notification')).toHaveLength(3)
    }
  })

  test('is told of many at once in few words', async () => {
    const member = await asStudent()
    const reading = new Reading(member)
    await greeted(reading)
    await other.collection('notifications').insertMany(
      Array.from({ length: 300 }, () => rowFor(member)),
      { ordered: false },
    )
    await expect.poll(() => reading.unread).toBe(100)
    expect(reading.of('unread').length).toBeLessThan(60)
  })

  test('does not hear of a row that is for mail alone', async () => {
    const member = await asStudent()
    const reading = new Reading(member)
    await greeted(reading)
    await writtenElsewhere(member, { isListed: false })
    await writtenElsewhere(member)
    await expect.poll(() => reading.of('notification').length).toBe(1)
    expect(reading.unread).toBe(1)
  })
})

describe('the stream ends', () => {
  test('with its sign-in, within a second, and no other', async () => {
    const member = await asStudent()
    const staying = new Reading(await signedIn(member.userId))
    const reading = new Reading(member)
    await greeted(reading)
    await greeted(staying)
    const took = await inTurn(3, async () => {
      const leaving = await signedIn(member.userId)
      const ending = new Reading(leaving)
      await greeted(ending)
      await endSignInOf(member.userId, leaving.signInId)
      await expect.poll(() => ending.isOver, { interval: 10 }).toBe(true)
    })
    expect(Math.min(...took)).toBeLessThan(1000)
    await endSignInOf(member.userId, member.signInId)
    await expect.poll(() => reading.isOver).toBe(true)
    expect(reading.of('end')).toHaveLength(1)
    expect(staying.isOver).toBe(false)
    await writtenElsewhere(member)
    await expect.poll(() => staying.of('notification').length).toBe(1)
    expect(reading.of('notification')).toEqual([])
  })

  test.each([
    [
      'a suspension',
      (member: Member) => suspendAccount(systemViewer('test'), { userId: member.userId, reason: 'spam' }),
    ],
    ['the end of all sign-ins', (member: Member) => endAllSignIns(member.userId)],
    ['the erased account', (member: Member) => SignIn.deleteMany({ user: member.userId })],
  ])('with %s', async (_name, happen) => {
    const member = await asStudent()
    const reading = new Reading(member)
    await greeted(reading)
    await happen(member)
    await expect.poll(() => reading.isOver).toBe(true)
    expect(countListeners()).toBe(0)
  })

  test('at once for a sign-in that ended while it was being opened', async () => {
    const member = await asStudent()
    await endSignInOf(member.userId, member.signInId)
    const reading = new Reading(member)
    await expect.poll(() => reading.isOver).toBe(true)
    expect(reading.of('hello')).toEqual([])
  })

  test('when the browser leaves, and is forgotten', async () => {
    const member = await asStudent()
    const reading = new Reading(member)
    await greeted(reading)
    expect(countListeners()).toBe(1)
    reading.leave()
    await expect.poll(() => countListeners()).toBe(0)
  })

  test('when the process stops, which takes nobody in any more', async () => {
    const member = await asStudent()
    const reading = new Reading(member)
    await greeted(reading)
    endLive()
    await expect.poll(() => reading.isOver).toBe(true)
    expect(reading.of('end'), 'the browser comes again').toEqual([])
    expect(() => openLive(member)).toThrow(expect.objectContaining({ code: 'unavailable' }))
  })

  test('when the stream of changes broke: who comes again misses nothing', async () => {
    const warn = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
    const member = await asStudent()
    const reading = new Reading(member)
    await greeted(reading)
    await mongoose.connection.db?.dropDatabase()
    await expect.poll(() => reading.isOver).toBe(true)
    warn.mockRestore()
  })

  test('for who does not read what is sent', async () => {
    const member = await asStudent()
    openLive(member)
    const long = 'x'.repeat(10_000)
    await other
      .collection('notifications')
      .insertMany(Array.from({ length: 20 }, () => rowFor(member, { params: { course: long } })))
    await expect.poll(() => countListeners()).toBe(0)
  })
})

test('a person listens in ten browsers; the eleventh is refused, and others are not', async () => {
  const [member, stranger] = [await asStudent(), await asStudent()]
  const readings = Array.from({ length: 10 }, () => new Reading(member))
  expect(() => openLive(member)).toThrow(expect.objectContaining({ code: 'limited' }))
  new Reading(stranger)
  readings[0]?.leave()
  await expect.poll(() => countListeners()).toBe(10)
  new Reading(member)
  expect(countListeners()).toBe(11)
})

test('what is sent is a stream that nobody in between keeps, gathers or changes', async () => {
  const { headers, body } = openLive(await asStudent())
  expect(Object.fromEntries(headers)).toEqual({
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store, no-transform',
    'x-accel-buffering': 'no',
  })
  await body?.cancel()
  expect(countListeners()).toBe(0)
})
