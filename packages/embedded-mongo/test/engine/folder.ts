import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Engine } from '../../src/engine.ts'
import type { EngineOptions, FindQuery, OpContext, ResultStream } from '../../src/engine.ts'
import { decode } from '../../src/values/codec.ts'
import type { Doc } from '../../src/values/codec.ts'

/** A data folder of its own, removed by `dispose`. */
export function temporaryFolder(): { path: string; dispose: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'embedded-mongo-'))
  return { path, dispose: () => rmSync(path, { recursive: true, force: true }) }
}

/** An engine on a temporary folder, both gone after `dispose`. */
export async function temporaryEngine(
  options: Partial<EngineOptions> = {},
): Promise<{ engine: Engine; path: string; dispose: () => Promise<void> }> {
  const folder = temporaryFolder()
  const engine = await Engine.open(folder.path, { durability: 'none', ...options })
  return {
    engine,
    path: folder.path,
    dispose: async () => {
      await engine.close()
      folder.dispose()
    },
  }
}

/** All documents of a query, decoded. */
export async function findAll(
  engine: Engine,
  coll: string,
  query: FindQuery,
  ctx: OpContext = {},
): Promise<Doc[]> {
  return drain(engine.find(ctx, 'test', coll, query))
}

export async function drain(stream: ResultStream): Promise<Doc[]> {
  const found: Doc[] = []
  for await (const doc of stream) found.push(doc instanceof Uint8Array ? decode(doc) : doc)
  return found
}

/** Repeatable random numbers: a failure can be run again with its seed. */
export function randomSource(seed: number): {
  integer(below: number): number
  pick<T>(choices: readonly T[]): T
} {
  let state = seed >>> 0
  const integer = (below: number): number => {
    // Mulberry32.
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below)
  }
  return {
    integer,
    pick: (choices) => {
      const chosen = choices[integer(choices.length)]
      if (chosen === undefined && choices.length === 0) throw new Error('nothing to pick from')
      return chosen as (typeof choices)[number]
    },
  }
}
