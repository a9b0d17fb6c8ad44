/**
 * Does what the Dockerfile says, without Docker: copies what .dockerignore lets through into an empty folder, runs the
 * steps of the build stage there, lays out the second stage, starts it as an ordinary user and asks its health check.
 * What this cannot prove is named in docs/deploy.md: the base image itself, and Docker's own isolation.
 *
 * `node scripts/check-image.mjs [--keep-build]`; with the flag what was built takes the place of `.next`.
 */
import { spawn, spawnSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { DockerfileParser } from 'dockerfile-ast'
import { VARIABLE_NAMES } from '../lib/platform/env.ts'

const ROOT = path.resolve(import.meta.dirname, '..')
const WORK = mkdtempSync(path.join(tmpdir(), 'techelevate-image-'))
const PORT = process.env['IMAGE_PORT'] ?? '3231'
const PATIENCE_MILLISECONDS = 60_000
/** Debian's `nobody`: in the place of the image's `node`, who need not exist here. */
const ORDINARY_USER = 65_534

/** @typedef {{ name: string, instructions: { keyword: string, text: string }[] }} Stage */

const stages = readStages(readFileSync(path.join(ROOT, 'Dockerfile'), 'utf8'))
const [build, runtime] = stages
if (build === undefined || runtime === undefined) throw new Error('The Dockerfile should have two stages.')

const buildFolder = path.join(WORK, 'build')
const imageFolder = path.join(WORK, 'image')
const dataFolder = path.join(WORK, 'data')
// The ordinary user must reach what lies in it.
chmodSync(WORK, 0o755)
for (const folder of [buildFolder, dataFolder]) mkdirSync(folder, { recursive: true })

try {
  copyContext(buildFolder)
  for (const command of textsOf(build, 'RUN')) shell(command, buildFolder)
  if (!textsOf(runtime, 'COPY').includes('/app .')) throw new Error('The second stage changed.')
  renameSync(buildFolder, imageFolder)
  say(`the image's folder holds ${sizeOf(imageFolder)}`)
  await startAndAsk()
  if (process.argv.includes('--keep-build')) keepBuild()
} finally {
  rmSync(WORK, { recursive: true, force: true })
}

/** @param {string} source @returns {Stage[]} */
function readStages(source) {
  /** @type {Stage[]} */
  const found = []
  for (const instruction of DockerfileParser.parse(source).getInstructions()) {
    const text = instruction.getArgumentsContent() ?? ''
    const keyword = instruction.getKeyword()
    if (keyword === 'FROM') found.push({ name: text, instructions: [] })
    else found.at(-1)?.instructions.push({ keyword, text })
  }
  return found
}

/** @param {Stage} stage @param {string} keyword */
function textsOf(stage, keyword) {
  return stage.instructions.filter((one) => one.keyword === keyword).map((one) => one.text)
}

/** @param {string} target */
function copyContext(target) {
  const ignored = readFileSync(path.join(ROOT, '.dockerignore'), 'utf8').split('\n').filter(Boolean)
  cpSync(ROOT, target, {
    recursive: true,
    filter: (source) => !ignored.some((pattern) => path.matchesGlob(path.relative(ROOT, source), pattern)),
  })
}

/** @param {string} command @param {string} folder */
function shell(command, folder) {
  say(command)
  const { status } = spawnSync('sh', ['-c', command], { cwd: folder, stdio: 'inherit', env: environment() })
  if (status !== 0) throw new Error(`This step of the Dockerfile failed: ${command}`)
}

/** The image's Node in front of the machine's, and nothing of the caller's settings of the academy. */
function environment() {
  const { NODE_ENV: _mode, ...inherited } = process.env
  for (const name of VARIABLE_NAMES) delete inherited[name]
  return { ...inherited, PATH: `${path.dirname(process.execPath)}${path.delimiter}${inherited['PATH']}` }
}

async function startAndAsk() {
  const variables = Object.fromEntries(
    textsOf(runtime, 'ENV').map((pair) => /** @type {[string, string]} */ (pair.split('='))),
  )
  const env = {
    ...environment(),
    ...variables,
    DATA_DIR: dataFolder,
    PORT,
    LOG_LEVEL: 'warn',
    HOME: dataFolder,
  }
  const user = process.getuid?.() === 0 ? { uid: ORDINARY_USER, gid: ORDINARY_USER } : {}
  if ('uid' in user) chownSync(dataFolder, user.uid, user.gid)
  const options = { cwd: imageFolder, env, ...user }
  const server = spawn(...commandOf('CMD'), { ...options, stdio: ['ignore', 'inherit', 'inherit'] })
  const ended = new Promise((resolve) => server.once('exit', (code) => resolve(code)))
  const isHealthy = () => spawnSync(...commandOf('HEALTHCHECK'), { ...options, stdio: 'ignore' }).status === 0
  const since = Date.now()
  while (!isHealthy()) {
    if (server.exitCode !== null || Date.now() - since > PATIENCE_MILLISECONDS)
      throw new Error('It never became healthy.')
  }
  say(`healthy after ${((Date.now() - since) / 1000).toFixed(1)} s`)
  server.kill('SIGTERM')
  if ((await ended) !== 0) throw new Error('It did not end well when it was told to stop.')
  if (isHealthy()) throw new Error('The health check says yes with nobody there.')
}

/** A build does not depend on its folder: it was moved once already, from that of the first stage to that of the second. */
function keepBuild() {
  const target = path.join(ROOT, '.next')
  rmSync(target, { recursive: true, force: true })
  // Some of it are links to packages, relative to where they stand.
  cpSync(path.join(imageFolder, '.next'), target, { recursive: true, verbatimSymlinks: true })
}

/** @param {'CMD' | 'HEALTHCHECK'} keyword @returns {[string, string[]]} */
function commandOf(keyword) {
  const [text = ''] = textsOf(runtime, keyword)
  const [command, ...given] = JSON.parse(text.slice(text.indexOf('[')))
  // `node` is the image's own; here it is the Node that runs this.
  return [command === 'node' ? process.execPath : command, given]
}

/** @param {string} folder */
function sizeOf(folder) {
  return spawnSync('du', ['-sh', folder], { encoding: 'utf8' }).stdout.split('\t')[0]
}

/** @param {string} line */
function say(line) {
  process.stdout.write(`image: ${line}\n`)
}
