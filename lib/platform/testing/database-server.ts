import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    databaseUri: string
    databasePrefix: string
  }
}

/**
 * One database server for the whole run of the tests, with a database for every worker: the embedded one on a folder of
 * its own, or the one that `MONGODB_URI` names, so that the same tests hold for a real MongoDB.
 */
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  provide('databasePrefix', `test_${process.pid}_`)
  const given = process.env['MONGODB_URI']
  if (given) {
    provide('databaseUri', given)
    return () => Promise.resolve()
  }
  const { ensureServer } = await import('@techelevate/embedded-mongo')
  const folder = await mkdtemp(path.join(os.tmpdir(), 'techelevate-test-'))
  const server = await ensureServer({ folder, durability: 'none' })
  provide('databaseUri', server.uri)
  return async () => {
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
}
