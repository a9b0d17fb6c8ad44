import 'server-only'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { forbidden } from '@/lib/platform/errors'
import { checkActivityDays } from './check-activity'
import { checkCertificates } from './check-certificates'
import { checkCourses } from './check-courses'
import { checkEnrollments } from './check-enrollments'
import type { Finding, Row } from './finding'

export type Checked = { name: string; rows: number; found: number; mended: number }
export type Check = { name: string; run: () => AsyncGenerator<Row> }
const CHECKS: Check[] = [
  { name: 'courses', run: checkCourses },
  { name: 'enrollments', run: checkEnrollments },
  { name: 'certificates', run: checkCertificates },
  { name: 'activityDays', run: checkActivityDays },
]

/**
 * Counts everything anew that is kept beside what it is counted from, and tells what is off; with `isMending` each is set
 * right in a transaction of its own. Rows are read in steps, so that it takes no more memory for more of them; the house
 * may go on working meanwhile.
 */
export async function checkDatabase(
  viewer: Viewer,
  {
    isMending,
    onFinding,
    more = [],
  }: {
    isMending: boolean
    onFinding: (finding: Finding, isMended: boolean) => void
    /** Of domains above this one. */
    more?: readonly Check[]
  },
): Promise<Checked[]> {
  if (viewer.kind !== 'system') throw forbidden()
  const all: Checked[] = []
  for (const { name, run } of [...CHECKS, ...more]) {
    const checked = { name, rows: 0, found: 0, mended: 0 }
    for await (const row of run()) {
      checked.rows += 1
      checked.found += row.length
      for (const finding of row) {
        const isMended = isMending && finding.mend !== undefined
        if (isMended) await finding.mend?.()
        checked.mended += isMended ? 1 : 0
        onFinding(finding, isMended)
      }
    }
    all.push(checked)
  }
  return all
}
