import { randomBytes } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'

const Secrets = z.object({
  NEXTAUTH_SECRET: z.string().min(32),
  DATA_KEY: z.string().regex(/^[A-Za-z0-9+/]{43}=$/),
})

export type Secrets = z.infer<typeof Secrets>

/**
 * The secrets of an academy on the embedded database: made once, kept in `<folder>/secrets.json`, readable by the owner
 * alone. Several processes may start at the same moment, so the whole file is written aside and then linked to its
 * name: whoever links first has made the secrets, everybody else reads them.
 */
export function loadSecrets(folder: string): Secrets {
  const file = path.join(folder, 'secrets.json')
  const existing = readSecrets(file)
  if (existing !== undefined) return existing
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const draft = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`
  const secrets: Secrets = {
    NEXTAUTH_SECRET: randomBytes(32).toString('base64'),
    DATA_KEY: randomBytes(32).toString('base64'),
  }
  writeFileSync(draft, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600, flag: 'wx' })
  try {
    linkSync(draft, file)
    return secrets
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error
    return readSecrets(file) ?? secrets
  } finally {
    rmSync(draft, { force: true })
  }
}

function readSecrets(file: string): Secrets | undefined {
  let content: string
  try {
    content = readFileSync(file, 'utf8')
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined
    throw error
  }
  const parsed = Secrets.safeParse(parseJson(content))
  if (parsed.success) return parsed.data
  throw new Error(
    `${file} is damaged. Restore it from a backup: without it, encrypted fields cannot be read.`,
  )
}

function parseJson(content: string): unknown {
  try {
    return JSON.parse(content)
  } catch {
    return undefined
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
