/**
 * npm run db:seed
 *
 * The demo academy: accounts, categories, the courses under demo/ and some learners on their way. Run again, it brings
 * the courses up to date and leaves everything else as it has become.
 */
import '@/models'
import { connect, disconnect } from '@/lib/platform/db/connect'
import { ensureIndexes, migrate } from '@/lib/platform/db/migrate'
import { migrations } from '@/migrations'
import { seedDemo } from './seed/demo'

try {
  await connect()
  await migrate(migrations)
  await ensureIndexes()
  await seedDemo()
} finally {
  await disconnect()
}
