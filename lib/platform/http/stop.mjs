const PATIENCE_MILLISECONDS = 10_000

/**
 * Takes no new connection, lets running requests end, then closes what registered itself (database, job runner):
 * `globalThis[Symbol.for('academy.onStop')]` is a Set of functions that instrumentation fills.
 */
export function stopGracefully(server, app) {
  let isStopping = false
  const stop = async () => {
    if (isStopping) return
    isStopping = true
    setTimeout(() => process.exit(1), PATIENCE_MILLISECONDS).unref()
    const closed = new Promise((resolve) => server.close(resolve))
    server.closeIdleConnections()
    const onStop = [...(globalThis[Symbol.for('academy.onStop')] ?? [])]
    await Promise.allSettled([closed, ...onStop.map((run) => run())])
    await app.close()
    process.exit(0)
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
}
