import '@/models'
import { connect, disconnect } from '@/lib/platform/db/connect'
import { ensureIndexes, migrate } from '@/lib/platform/db/migrate'
import { migrations } from '@/migrations'

/** Does what every start does first: brings the database up to this code, and creates the indexes it lacks. */
await connect()
try {
  const version = await migrate(migrations)
  await ensureIndexes()
  process.stdout.write(`The database is at migration ${version}.\n`)
} finally {
  await disconnect()
}
