import 'server-only'
import { createRouteHandler } from 'uploadthing/next'
import { intents } from './commands/ingest'
import { fileRouter } from './file-router'
import { routerConfig } from './local-cloud'
import { processWide } from '@/lib/platform/process-wide'

/** The file router behind its two doors (browser and cloud); made on first use, because a build knows no settings. */
export function uploadHandlers() {
  return processWide('upload handlers', () =>
    createRouteHandler({ router: fileRouter, config: routerConfig(intents) }),
  )
}
