/**
 * Completes package-lock.json: a registry that lacks some platforms' binaries leaves them out of the lock, and `npm ci`
 * then refuses the lock as not matching. Every optional dependency that the lock names but does not hold gets the entry
 * npm would skip on this platform anyway: its version, and the system and processor that its name tells.
 *
 * `node scripts/complete-lock.mjs` writes; `--check` only reports, exits 1 when something is missing.
 */
import { readFileSync, writeFileSync } from 'node:fs'

const LOCK = new URL('../package-lock.json', import.meta.url)
const SYSTEMS = [
  'android',
  'darwin',
  'freebsd',
  'linux',
  'openharmony',
  'win32',
  'wasi',
  'sunos',
  'aix',
  'netbsd',
  'openbsd',
]
const PROCESSORS = [
  'arm64',
  'x64',
  'ia32',
  'arm',
  'ppc64',
  'riscv64',
  's390x',
  'loong64',
  'wasm32',
  'mips64el',
]

/** The folder of `name` as Node would find it from `from`, or undefined. */
function resolveFrom(packages, from, name) {
  for (let base = from; ; base = base.slice(0, Math.max(0, base.lastIndexOf('/node_modules/')))) {
    const candidate = `${base}${base ? '/' : ''}node_modules/${name}`
    if (packages[candidate]) return candidate
    if (!base) return undefined
    if (!base.includes('/node_modules/')) base = ''
    if (base === '' && packages[`node_modules/${name}`]) return `node_modules/${name}`
    if (base === '') return undefined
  }
}

function platformOf(name) {
  const words = name.replace(/^@[^/]+\//, '').split(/[-/]/)
  const os = SYSTEMS.find((system) => words.includes(system))
  const cpu = PROCESSORS.find((processor) => words.some((word) => word === processor))
  return { ...(cpu && { cpu: [cpu] }), ...(os && os !== 'wasi' && { os: [os] }) }
}

function missingEntries(packages) {
  const missing = new Map()
  for (const [from, entry] of Object.entries(packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      if (resolveFrom(packages, from, name)) continue
      const { cpu, os } = platformOf(name)
      missing.set(`node_modules/${name}`, { version, ...(cpu && { cpu }), optional: true, ...(os && { os }) })
    }
  }
  return missing
}

const lock = JSON.parse(readFileSync(LOCK, 'utf8'))
const missing = missingEntries(lock.packages)
if (process.argv.includes('--check')) {
  if (missing.size === 0) process.exit(0)
  console.error(
    `package-lock.json lacks ${missing.size} optional packages; run: node scripts/complete-lock.mjs`,
  )
  process.exit(1)
}
const packages = { ...lock.packages, ...Object.fromEntries(missing) }
const order = Object.keys(packages).sort((a, b) => (a < b ? -1 : 1))
lock.packages = Object.fromEntries(order.map((key) => [key, packages[key]]))
writeFileSync(LOCK, `${JSON.stringify(lock, null, 2)}\n`)
console.log(`package-lock.json: ${missing.size} optional packages added`)
