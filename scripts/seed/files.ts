import { readFile } from 'node:fs/promises'
import path from 'node:path'

export const DEMO = path.join(process.cwd(), 'demo')

export async function readDemo<T>(name: string): Promise<T> {
  return JSON.parse(await readFile(path.join(DEMO, name), 'utf8')) as T
}

export const say = (line: string) => process.stdout.write(`${line}\n`)
