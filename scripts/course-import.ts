/**
 * npm run course:import -- <folder> [--instructor username] [--dry-run]
 *
 * Makes a course of a folder of Markdown, or brings the one it made before up to date. docs/course-format.md says how
 * the folder looks. It may run while the academy is open.
 */
import '@/models'
import { parseArgs } from 'node:util'
import { registerAssignments } from '@/lib/assignments/lesson-part'
import { importCourse } from '@/lib/courses/import/import-course'
import { reportLines } from '@/lib/courses/import/report-lines'
import { systemViewer } from '@/lib/platform/auth/viewer'
import { connect, disconnect } from '@/lib/platform/db/connect'
import { ensureIndexes, migrate } from '@/lib/platform/db/migrate'
import { AppError } from '@/lib/platform/errors'
import { registerQuizzes } from '@/lib/quizzes/lesson-part'
import { migrations } from '@/migrations'

const say = (line: string) => process.stdout.write(`${line}\n`)

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { instructor: { type: 'string' }, 'dry-run': { type: 'boolean', default: false } },
})
const [folder, ...more] = positionals
if (folder === undefined || more.length > 0) {
  say('Name one folder: npm run course:import -- <folder> [--instructor username] [--dry-run]')
  process.exit(1)
}

registerQuizzes()
registerAssignments()
try {
  await connect()
  await migrate(migrations)
  await ensureIndexes()
  const report = await importCourse(systemViewer('course:import'), {
    folder,
    instructor: values.instructor,
    isTrial: values['dry-run'],
  })
  for (const line of reportLines(report)) say(line)
} catch (error) {
  if (!(error instanceof AppError)) throw error
  say(error.message)
  process.exitCode = 1
} finally {
  await disconnect()
}
