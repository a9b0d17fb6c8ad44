import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { loadSecrets } from './secrets'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'secrets-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('secrets are made once, read by the owner alone, and the same ever after', () => {
  const data = path.join(folder, 'new', 'data')
  const first = loadSecrets(data)
  expect(loadSecrets(data)).toEqual(first)
  expect(Buffer.from(first.DATA_KEY, 'base64')).toHaveLength(32)
  expect(statSync(path.join(data, 'secrets.json')).mode & 0o777).toBe(0o600)
  expect(readdirSync(data)).toEqual(['secrets.json'])
})

test('processes that start at the same moment all get the same secrets', async () => {
  const source = new URL('./secrets.ts', import.meta.url).href
  const script = `const { loadSecrets } = await import(${JSON.stringify(source)}); console.log(JSON.stringify(loadSecrets(${JSON.stringify(folder)})))`
  const outputs = await Promise.all(Array.from({ length: 8 }, () => runNode(script)))
  expect(outputs[0]).toContain('DATA_KEY')
  expect(new Set(outputs).size).toBe(1)
  expect(readdirSync(folder)).toEqual(['secrets.json'])
})

test('a damaged file is not replaced, because what it encrypted would be lost', () => {
  writeFileSync(path.join(folder, 'secrets.json'), '{"NEXTAUTH_SECRET":"')
  expect(() => loadSecrets(folder)).toThrow(/damaged/)
})

function runNode(script: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let output = ''
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.on('error', reject)
    child.on('exit', () => resolve(output))
  })
}
