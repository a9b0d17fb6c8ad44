import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { VARIABLE_NAMES } from '../lib/platform/env'

type Service = {
  image?: string
  command?: string[]
  environment?: Record<string, string>
  volumes?: string[]
  networks?: string[]
  ports?: string[]
  depends_on?: string[] | Record<string, { condition: string }>
  healthcheck?: unknown
}
type Compose = {
  services: Record<string, Service>
  volumes: Record<string, unknown>
  networks: Record<string, { internal?: boolean }>
}

const ROOT = path.resolve(import.meta.dirname, '..')
const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8')
const { services, volumes, networks } = parse(read('compose.yaml'), { merge: true }) as Compose
const academies = Object.entries(services).filter(([name]) => name.startsWith('academy'))
const members = Object.keys(services).filter((name) => name.startsWith('mongo'))

test('two processes of the academy share one database, its secrets and its files', () => {
  expect(academies).toHaveLength(2)
  const [one, other] = academies.map(([, service]) => service)
  expect(one).toEqual(other)
  for (const name of ['MONGODB_URI', 'NEXTAUTH_SECRET', 'DATA_KEY', 'APP_URL', 'TRUST_PROXY'])
    expect(one?.environment?.[name]).toBeTruthy()
  expect(one?.volumes).toContain('files:/data')
})

test('every variable the academy is given is one it reads', () => {
  for (const [, { environment = {} }] of academies)
    for (const name of Object.keys(environment)) expect(VARIABLE_NAMES).toContain(name)
})

test('every value that comes from outside stands in the example beside it', () => {
  const asked = [...read('compose.yaml').matchAll(/\$\{(\w+)/g)].map(([, name]) => name)
  const told = [...read('deploy/compose.env.example').matchAll(/^(\w+)=/gm)].map(([, name]) => name)
  expect([...new Set(asked)].sort()).toEqual(told.sort())
})

test('the database address names every member of the replica set, as the set itself does', () => {
  const [, { environment = {} }] = academies[0] ?? ['', {}]
  const uri = new URL(String(environment['MONGODB_URI']).replace(',', '%2C').replace(',', '%2C'))
  expect(decodeURIComponent(uri.host).split(',')).toEqual(members)
  expect(members.every((name) => read('deploy/replica-set.js').includes(`'${name}'`))).toBe(true)
  for (const name of members)
    expect(services[name]?.command).toEqual(expect.arrayContaining(['--replSet', 'academy']))
  expect(uri.searchParams.get('replicaSet')).toBe('academy')
})

test('the database is reached from inside alone', () => {
  expect(networks['inside']?.internal).toBe(true)
  for (const name of members) {
    expect(services[name]?.networks).toEqual(['inside'])
    expect(services[name]?.ports).toBeUndefined()
  }
})

test('every service, volume, network and file that is named is there', () => {
  for (const service of Object.values(services)) {
    const needed = Array.isArray(service.depends_on)
      ? service.depends_on
      : Object.keys(service.depends_on ?? {})
    for (const name of needed) expect(Object.keys(services)).toContain(name)
    for (const name of service.networks ?? []) expect(Object.keys(networks)).toContain(name)
    for (const [source = ''] of (service.volumes ?? []).map((volume) => volume.split(':')))
      expect(source.startsWith('.') ? existsSync(path.join(ROOT, source)) : source in volumes, source).toBe(
        true,
      )
  }
})

test('the proxy knows every process of the academy, and asks whether it is ready', () => {
  const proxy = read('deploy/Caddyfile')
  for (const [name] of academies) expect(proxy).toContain(`${name}:3000`)
  expect(proxy).toContain('health_uri /api/ready')
})

test('however the academy is started, its memory is bounded alike', () => {
  for (const file of ['Dockerfile', 'package.json', 'scripts/quickstart.cjs', 'bench/academy.ts']) {
    expect(read(file), file).toMatch(/MALLOC_ARENA_MAX(?:=|: ')2\b/)
    expect(read(file), file).toContain('--max-old-space-size=1024')
  }
})
