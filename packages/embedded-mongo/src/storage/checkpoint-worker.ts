import { DatabaseSync } from 'node:sqlite'
import { parentPort, workerData } from 'node:worker_threads'

/**
 * Moves frames of the write-ahead log into the database file, on a thread of its own: the two syncs in it would stop
 * the server for as long as the disk takes. PASSIVE waits for nobody and keeps nobody waiting.
 */
const db = new DatabaseSync(String(workerData))
db.exec('PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 0; PRAGMA cache_size = -1024;')
const checkpoint = db.prepare('PRAGMA wal_checkpoint(PASSIVE)')

parentPort?.on('message', (message: unknown) => {
  if (message === 'close') {
    db.close()
    parentPort?.close()
    return
  }
  try {
    checkpoint.run()
  } catch {
    // A full disk, most likely: the log keeps what it has, and the next round tries again.
  }
  parentPort?.postMessage('done')
})
