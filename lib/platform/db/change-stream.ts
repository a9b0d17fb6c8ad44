import mongoose from 'mongoose'
import { log } from '../log'

const RETRY_MILLISECONDS = 1000

/** Mongoose brings its own copy of the driver, whose types are these. */
type Db = NonNullable<typeof mongoose.connection.db>
type ChangeStream = ReturnType<Db['watch']>
export type Change = Awaited<ReturnType<ChangeStream['next']>>
type Timestamp = NonNullable<NonNullable<Parameters<Db['watch']>[1]>['startAtOperationTime']>

export type Followed = {
  /** For the log. */
  name: string
  /** Opens the stream from a moment on: nothing after it is missed, whenever the stream is really open. */
  watch: (db: Db, startAtOperationTime: Timestamp) => ChangeStream
  /** Called before each opening: what happened until then may have been missed. */
  onGap: () => void
  onChange: (change: Change) => void
}

/** Follows what any process writes, opens a stream that broke again, and says where it may have missed something. Returns how to stop. */
export async function followChangeStream(followed: Followed): Promise<() => Promise<void>> {
  const stopping = new AbortController()
  let stream = await open(followed)
  const running = (async () => {
    while (!stopping.signal.aborted) {
      try {
        for (;;) followed.onChange(await stream.next())
      } catch (error) {
        if (stopping.signal.aborted) return
        followed.onGap()
        log.warn({ error, stream: followed.name }, 'A stream of changes broke; what it feeds begins anew.')
        await stream.close().catch(() => undefined)
        stream = await reopen(followed, stopping.signal, stream)
      }
    }
  })()
  return async () => {
    stopping.abort()
    await stream.close().catch(() => undefined)
    await running
  }
}

async function open({ watch, onGap }: Followed): Promise<ChangeStream> {
  // The driver's own: Mongoose's stream does not say from when on it watches.
  const { db } = mongoose.connection
  if (db === undefined) throw new Error('The database is not connected.')
  const { operationTime } = await db.command({ ping: 1 })
  onGap()
  return watch(db, operationTime as Timestamp)
}

async function reopen(followed: Followed, signal: AbortSignal, last: ChangeStream): Promise<ChangeStream> {
  while (!signal.aborted) {
    await new Promise((resolve) => setTimeout(resolve, RETRY_MILLISECONDS).unref())
    try {
      return await open(followed)
    } catch (error) {
      log.warn({ error, stream: followed.name }, 'A stream of changes could not be opened again; trying on.')
    }
  }
  return last
}
