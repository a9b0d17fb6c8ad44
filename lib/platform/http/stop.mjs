import { beginStopping, shutDown } from '../shutdown.mjs'

const PATIENCE_MILLISECONDS = 5000

/**
 * Takes no new connection, ends open streams, lets running requests end, then closes what registered itself by onShutDown().
 *
 * @param {import('node:http').Server} server
 * @param {{ close: () => Promise<void> }} app
 */
export function stopGracefully(server, app) {
  const stop = async () => {
    const closed = new Promise((resolve) => server.close(resolve))
    // Streams of events never end by themselves.
    beginStopping()
    server.closeIdleConnections()
    const hurry = setTimeout(() => server.closeAllConnections(), PATIENCE_MILLISECONDS)
    await closed
    clearTimeout(hurry)
    await shutDown()
    await app.close()
    process.exit(0)
  }
  let isStopping = false
  for (const signal of ['SIGTERM', 'SIGINT']) {
    process.on(signal, () => {
      if (!isStopping) void stop()
      isStopping = true
    })
  }
}
