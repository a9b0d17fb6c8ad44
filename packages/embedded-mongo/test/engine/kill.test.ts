import { Int32 } from 'bson'
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { Engine } from '../../src/engine.ts'
import { findAll, temporaryFolder } from './folder.ts'

const WRITER = fileURLToPath(new URL('./kill-writer.ts', import.meta.url))

/** Runs the writer from a step on and kills it after it has reported some steps; gives back the last one reported. */
async function writeUntilKilled(folder: string, firstStep: number, steps: number): Promise<number> {
  const child = spawn(process.execPath, [WRITER, folder, String(firstStep)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let last = firstStep - 1
  let seen = 0
  await new Promise<void>((resolve) => {
    child.stdout.on('data', (chunk: Buffer) => {
      for (const line of chunk.toString().split('\n')) {
        if (!line.startsWith('done ')) continue
        last = Number(line.slice(5))
        seen += 1
      }
      if (seen >= steps) child.kill('SIGKILL')
    })
    child.on('exit', () => resolve())
  })
  return last
}

test('a killed writer loses nothing it had flushed, and leaves indexes that agree with the documents', async () => {
  const folder = temporaryFolder()
  let step = 0
  for (let round = 0; round < 6; round += 1) {
    const last = await writeUntilKilled(folder.path, step, 3 + round * 5)
    const engine = await Engine.open(folder.path, { durability: 'fsync' })
    expect(engine.verify('test', 'docs')).toEqual([])
    const docs = await findAll(engine, 'docs', { filter: {} })
    const steps = new Set(docs.map((doc) => Math.floor(Number(doc['step']) / 100)))
    for (let done = 0; done <= last; done += 1) expect(steps.has(done), `step ${done} of ${last}`).toBe(true)
    const whole = await findAll(engine, 'docs', { filter: { step: { $lt: new Int32((last + 1) * 100) } } })
    expect(whole).toHaveLength((last + 1) * 30)
    // A transfer is whole or not there.
    const [from, to] = await findAll(engine, 'accounts', { filter: {}, sort: { _id: new Int32(1) } })
    const transfers = await findAll(engine, 'transfers', { filter: {} })
    expect(Number(from?.['sum']) + Number(to?.['sum'])).toBe(0)
    expect(Number(to?.['sum'])).toBe(transfers.length)
    expect(transfers.length).toBeGreaterThanOrEqual(last + 1)
    await engine.close()
    step = Math.max(last + 1, transfers.length)
  }
  folder.dispose()
}, 60_000)
