import { connect } from 'node:net'
import { ObjectId } from 'bson'
import { FrameReader, frameRequest, parseReply } from './framing.ts'

/** Long enough for a server that is busy with one long step. */
const PROBE_MS = 5_000

/** True when the server run called `electionId` listens on `port`: known by its answer to a greeting. */
export function isAlive(port: number, electionId: string): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>()
  const socket = connect({ port, host: '127.0.0.1' })
  const settle = (isSame: boolean): void => {
    socket.destroy()
    resolve(isSame)
  }
  const reader = new FrameReader()
  socket.setTimeout(PROBE_MS, () => settle(false))
  socket.on('error', () => settle(false))
  socket.on('close', () => settle(false))
  socket.on('connect', () => socket.write(frameRequest({ hello: 1, $db: 'admin' }, 1)))
  socket.on('data', (chunk: Buffer) => {
    try {
      const [frame] = reader.push(chunk)
      if (frame !== undefined) settle(isRun(parseReply(frame)['electionId'], electionId))
    } catch {
      // Something else listens there and does not speak this protocol.
      settle(false)
    }
  })
  return promise
}

function isRun(value: unknown, electionId: string): boolean {
  return value instanceof ObjectId && value.toHexString() === electionId
}
