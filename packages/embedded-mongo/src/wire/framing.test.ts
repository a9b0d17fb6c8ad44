import { Int32, Long } from 'bson'
import { describe, expect, it, vi } from 'vitest'
import { encode } from '../values/codec.ts'
import { crc32c } from './crc32c.ts'
import {
  BrokenStream,
  FrameReader,
  frameReply,
  frameRequest,
  parseFrame,
  parseInTurns,
  parseReply,
  type Frame,
} from './framing.ts'

const OP_MSG = 2013
const OP_QUERY = 2004

function message(flags: number, ...sections: Uint8Array[]): Buffer {
  const body = Buffer.concat(sections)
  const out = Buffer.alloc(20 + body.length)
  out.writeInt32LE(out.length, 0)
  out.writeInt32LE(7, 4)
  out.writeInt32LE(OP_MSG, 12)
  out.writeUInt32LE(flags, 16)
  out.set(body, 20)
  return out
}

function bodySection(document: Record<string, unknown>): Buffer {
  return Buffer.concat([Buffer.from([0]), encode(document)])
}

function sequenceSection(name: string, documents: Record<string, unknown>[]): Buffer {
  const content = Buffer.concat([Buffer.from(`${name}\0`), ...documents.map(encode)])
  const size = Buffer.alloc(4)
  size.writeInt32LE(content.length + 4)
  return Buffer.concat([Buffer.from([1]), size, content])
}

function only(frames: Frame[]): Frame {
  const [frame] = frames
  if (frame === undefined || frames.length !== 1) throw new Error(`${frames.length} frames`)
  return frame
}

describe('FrameReader', () => {
  it('cuts messages out of any chunking', () => {
    const stream = Buffer.concat([
      frameRequest({ ping: 1 }, 1),
      frameRequest({ hello: 1 }, 2),
      frameRequest({ find: 'x' }, 3),
    ])
    for (const size of [1, 3, 16, 40, stream.length]) {
      const reader = new FrameReader()
      const ids: number[] = []
      for (let at = 0; at < stream.length; at += size)
        ids.push(...reader.push(stream.subarray(at, at + size)).map((frame) => frame.requestId))
      expect(ids).toEqual([1, 2, 3])
    }
  })

  it('refuses impossible lengths and unknown op codes', () => {
    const tooLong = Buffer.alloc(16)
    tooLong.writeInt32LE(48_000_001, 0)
    expect(() => new FrameReader().push(tooLong)).toThrow(BrokenStream)
    const short = Buffer.alloc(16)
    short.writeInt32LE(15, 0)
    expect(() => new FrameReader().push(short)).toThrow(BrokenStream)
    const compressed = Buffer.alloc(16)
    compressed.writeInt32LE(16, 0)
    compressed.writeInt32LE(2012, 12)
    expect(() => new FrameReader().push(compressed)).toThrow(BrokenStream)
  })
})

describe('parseFrame', () => {
  const parse = (bytes: Buffer): ReturnType<typeof parseFrame> =>
    parseFrame(only(new FrameReader().push(bytes)))

  it('puts document sequences into the body, whichever section comes first', () => {
    const documents = [{ _id: new Int32(1) }, { _id: new Int32(2) }]
    const sections = [sequenceSection('documents', documents), bodySection({ insert: 'x', $db: 'test' })]
    const { body, isOneWay, isLegacy } = parse(message(0, ...sections))
    expect(body).toEqual({ insert: 'x', $db: 'test', documents })
    expect([isOneWay, isLegacy]).toEqual([false, false])
  })

  it('reads a message of many documents in turns, to the same', async () => {
    const documents = Array.from({ length: 500 }, (_, n) => ({ _id: new Int32(n) }))
    const bytes = message(
      0,
      sequenceSection('documents', documents),
      bodySection({ insert: 'x', $db: 'test' }),
    )
    const frame = only(new FrameReader().push(bytes))
    let now = performance.now()
    vi.spyOn(performance, 'now').mockImplementation(() => (now += 1000))
    let isDone = false
    const parsing = parseInTurns(frame).finally(() => (isDone = true))
    let rounds = 0
    for (; !isDone; rounds += 1) await new Promise(setImmediate)
    const { body } = await parsing
    vi.restoreAllMocks()
    expect(body).toEqual(parse(bytes).body)
    expect(rounds).toBeGreaterThan(100)
  })

  it('knows a message that wants no answer', () => {
    expect(parse(message(2, bodySection({ insert: 'x' }))).isOneWay).toBe(true)
  })

  it('checks the checksum when there is one', () => {
    const bytes = Buffer.concat([message(1, bodySection({ ping: 1 })), Buffer.alloc(4)])
    bytes.writeInt32LE(bytes.length, 0)
    bytes.writeUInt32LE(crc32c(bytes.subarray(0, -4)), bytes.length - 4)
    expect(parse(bytes).body).toEqual({ ping: new Int32(1) })
    bytes.writeUInt32LE(0, bytes.length - 4)
    expect(() => parse(bytes)).toThrow(BrokenStream)
  })

  it.each([
    ['an unknown required flag', message(4, bodySection({ ping: 1 })), BrokenStream],
    ['a missing body', message(0, sequenceSection('documents', [])), /must have a body/],
    ['two bodies', message(0, bodySection({ a: 1 }), bodySection({ b: 1 })), /Multiple body/],
    ['an unknown kind of section', message(0, Buffer.from([9, 5, 0, 0, 0, 0])), /Unknown section kind/],
    ['a document that runs past the end', message(0, Buffer.from([0, 99, 0, 0, 0, 0])), /runs past the end/],
    [
      'a field that is also a sequence',
      message(0, bodySection({ documents: [] }), sequenceSection('documents', [])),
      /Duplicate field/,
    ],
  ])('refuses %s', (_, bytes, error) => {
    expect(() => parse(bytes)).toThrow(error)
  })

  it('reads the greeting of a legacy client', () => {
    const parts = [
      Buffer.alloc(4),
      Buffer.from('admin.$cmd\0'),
      Buffer.from([0, 0, 0, 0, 255, 255, 255, 255]),
      encode({ isMaster: 1 }),
    ]
    const bytes = Buffer.concat([Buffer.alloc(16), ...parts])
    bytes.writeInt32LE(bytes.length, 0)
    bytes.writeInt32LE(OP_QUERY, 12)
    const request = parse(bytes)
    expect(request.body).toEqual({ isMaster: new Int32(1), $db: 'admin' })
    expect(request.isLegacy).toBe(true)
    const reply = frameReply(request, encode({ ok: 1 }), 5)
    expect(reply.readInt32LE(12)).toBe(1)
    expect(reply.readInt32LE(32)).toBe(1)
  })
})

describe('frameReply', () => {
  it('answers the request it is given', () => {
    const frame = only(
      new FrameReader().push(
        frameReply({ requestId: 42, isLegacy: false }, encode({ n: Long.fromNumber(5) }), 9),
      ),
    )
    expect(frame.bytes.readInt32LE(8)).toBe(42)
    expect(parseReply(frame)).toEqual({ n: Long.fromNumber(5) })
  })
})

describe('crc32c', () => {
  // The check value of RFC 3720, B.4, and of every CRC catalogue.
  it('has the known value', () => {
    expect(crc32c(Buffer.from('123456789'))).toBe(0xe3069283)
    expect(crc32c(new Uint8Array(32))).toBe(0x8a9136aa)
  })
})
