/**
 * Starts the built application for the browser tests: an empty data folder, the demo academy in it, then the server.
 *
 * `node e2e/server.mjs <port>`
 */
import { spawn, spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { DATA_DIR, environmentOf } from './environment.mjs'

const port = Number(process.argv[2])
const environment = { ...process.env, ...environmentOf(port) }

rmSync(DATA_DIR, { recursive: true, force: true })
mkdirSync(DATA_DIR, { recursive: true })
const seeding = spawnSync(
  process.execPath,
  ['node_modules/tsx/dist/cli.mjs', '--tsconfig', 'tsconfig.scripts.json', 'scripts/db-seed.ts'],
  { env: environment, stdio: ['ignore', 'inherit', 'inherit'] },
)
if (seeding.status !== 0) process.exit(1)

const server = spawn(process.execPath, ['server.mjs'], {
  env: { ...environment, NODE_ENV: 'production' },
  stdio: 'inherit',
})
// The tests that watch the server's memory need to know which process it is.
writeFileSync(path.join(DATA_DIR, 'server.pid'), String(server.pid))
for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => server.kill(signal))
server.on('exit', (code) => process.exit(code ?? 1))
