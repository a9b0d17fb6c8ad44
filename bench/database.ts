import path from 'node:path'
import { ensureServer } from '@techelevate/embedded-mongo'
import { disconnect } from '@/lib/platform/db/connect'
import { settingsOf } from './academy'

/** Where the embedded database of a data folder is reached; it is started when nobody has. */
export async function databaseAddress(dataFolder = 'data'): Promise<string> {
  const { uri } = await ensureServer({ folder: path.join(settingsOf(dataFolder)['DATA_DIR'] ?? '', 'db') })
  return uri
}

export const leave = disconnect
