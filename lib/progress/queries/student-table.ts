import 'server-only'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { toCell } from '@/lib/utils/csv-cell'
import type { Student } from '../dto'
import type { StudentsQuery } from '../student-schema'
import { readTaught, streamStudents } from './students'

const COLUMNS = [
  'name',
  'username',
  'state',
  'percent',
  'enrolled',
  'completed',
  'last active',
  'last lesson',
]

/**
 * The list of students as a table for spreadsheets: RFC 4180, moments in UTC, read while it is written out. Who may not
 * have it is refused before the first line. No cell can be taken for a formula.
 */
export async function getStudentTable(
  viewer: Viewer,
  query: StudentsQuery & { courseId: string },
): Promise<{ slug: string; lines: AsyncGenerator<string> }> {
  const { slug } = await readTaught(viewer, query.courseId)
  return { slug, lines: linesOf(streamStudents(viewer, query)) }
}

/** Spreadsheets know by the mark at the beginning that this is UTF-8. */
async function* linesOf(students: AsyncIterable<Student>): AsyncGenerator<string> {
  yield `\uFEFF${COLUMNS.join(',')}\r\n`
  for await (const student of students) yield `${cellsOf(student).map(toCell).join(',')}\r\n`
}

function cellsOf(student: Student): string[] {
  return [
    student.fullName,
    student.username,
    student.standing ?? (student.isRemoved ? 'removed' : 'left'),
    String(student.percent),
    student.enrolledAt.toISOString(),
    student.completedAt?.toISOString() ?? '',
    student.lastActiveAt.toISOString(),
    student.lastLesson?.title ?? '',
  ]
}
