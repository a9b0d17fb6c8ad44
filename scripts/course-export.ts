/**
 * npm run course:export -- <slug> [folder] [--working]
 *
 * Writes a course as a folder of Markdown that the import reads again (docs/course-format.md); without a folder, into one
 * named by the course. It is what learners get; with --working, what its authors have written last. It may run while the
 * academy is open.
 */
import '@/models'
import { parseArgs } from 'node:util'
import { registerAssignments } from '@/lib/assignments/lesson-part'
import { exportCourse } from '@/lib/courses/export/export-course'
import { systemViewer } from '@/lib/platform/auth/viewer'
import { connect, disconnect } from '@/lib/platform/db/connect'
import { AppError } from '@/lib/platform/errors'
import { registerQuizzes } from '@/lib/quizzes/lesson-part'

const say = (line: string) => process.stdout.write(`${line}\n`)

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { working: { type: 'boolean', default: false } },
})
const [slug, folder, ...more] = positionals
if (slug === undefined || more.length > 0) {
  say('Name a course by the last part of its address: npm run course:export -- <slug> [folder] [--working]')
  process.exit(1)
}

registerQuizzes()
registerAssignments()
try {
  await connect()
  const report = await exportCourse(systemViewer('course:export'), {
    slug,
    folder: folder ?? slug,
    copy: values.working ? 'working' : 'published',
  })
  say(`${report.lessonCount} lessons and ${report.fileCount} files in ${report.folder}`)
  for (const line of report.lost) say(`  not written: ${line}`)
} catch (error) {
  if (!(error instanceof AppError)) throw error
  say(error.message)
  process.exitCode = 1
} finally {
  await disconnect()
}
