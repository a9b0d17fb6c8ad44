/**
 * npm run db:seed [-- --courses 100000 --people 200000 --enrollments 2000000]
 *
 * The demo academy: accounts, categories, the courses under demo/ and some learners on their way. Run again, it brings
 * the courses up to date and leaves everything else as it has become. With amounts it adds that many generated courses
 * and people; a run that was broken off goes on where it stopped when it is started again with the same amounts.
 */
import '@/models'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { registerAssignments } from '@/lib/assignments/lesson-part'
import { connect, disconnect } from '@/lib/platform/db/connect'
import { ensureIndexes, migrate } from '@/lib/platform/db/migrate'
import { registerQuizzes } from '@/lib/quizzes/lesson-part'
import { migrations } from '@/migrations'
import { seedDemo } from './seed/demo'
import { seedGenerated } from './seed/generated'

const amount = (most: number) => z.coerce.number().int().min(0).max(most).default(0)
const Amounts = z.object({
  courses: amount(1_000_000),
  people: amount(5_000_000),
  enrollments: z.coerce.number().int().min(0).max(50_000_000).optional(),
})

const { values } = parseArgs({
  options: { courses: { type: 'string' }, people: { type: 'string' }, enrollments: { type: 'string' } },
})
const { courses, people, enrollments = 10 * people } = Amounts.parse(values)

registerQuizzes()
registerAssignments()
try {
  await connect()
  await migrate(migrations)
  await ensureIndexes()
  await seedDemo()
  if (courses > 0) await seedGenerated({ courses, people, enrollments }, (line) => console.log(line))
} finally {
  await disconnect()
}
