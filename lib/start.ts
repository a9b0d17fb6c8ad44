import '@/models'
import { registerAssignments } from '@/lib/assignments/lesson-part'
import { jobs } from '@/lib/jobs'
import { liveSources } from '@/lib/live'
import { followChanges } from '@/lib/platform/cache'
import { connect, disconnect } from '@/lib/platform/db/connect'
import { ensureIndexes, migrate } from '@/lib/platform/db/migrate'
import { startRunner, stopRunner } from '@/lib/platform/jobs/runner'
import { endLive, startLive } from '@/lib/platform/live/hub'
import { log } from '@/lib/platform/log'
import { closeSmtp } from '@/lib/platform/mail/smtp'
import { onShutDown, onStopping, shutDown } from '@/lib/platform/shutdown.mjs'
import { registerQuizzes } from '@/lib/quizzes/lesson-part'
import { migrations } from '@/migrations'

/**
 * Opens what the academy runs on, and registers how it is closed again. A start that fails ends the process: a server
 * without its database would answer every request with an error and look alive.
 */
export async function start(): Promise<void> {
  try {
    await open()
  } catch (error) {
    log.error({ error }, 'The academy could not be opened.')
    process.stderr.write(
      `The academy could not be opened: ${error instanceof Error ? error.message : String(error)}\n`,
    )
    await shutDown()
    process.exit(1)
  }
}

async function open(): Promise<void> {
  onShutDown('database', disconnect)
  registerQuizzes()
  registerAssignments()
  await connect()
  const schemaVersion = await migrate(migrations)
  await ensureIndexes()
  onShutDown('kept pages', await followChanges())
  onShutDown('open pages', await startLive(liveSources))
  onStopping('open pages', endLive)
  onShutDown('mail', () => Promise.resolve(closeSmtp()))
  onShutDown('jobs', stopRunner)
  startRunner()
  log.info({ schemaVersion, jobs: jobs.length }, 'The academy is open.')
}
