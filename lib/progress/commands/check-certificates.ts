import type { Types } from 'mongoose'
import { issueCertificate } from '@/lib/certificates/commands/issuing'
import { systemViewer } from '@/lib/platform/auth/viewer'
import { Certificate } from '@/models/certificate'
import { Enrollment, type EnrollmentFields } from '@/models/enrollment'
import { inSteps, type Finding, type Row } from './finding'

const ROWS_PER_STEP = 500

/** Every completion has a certificate, and every certificate a completion, unless its holder erased that on leaving. */
export async function* checkCertificates(): AsyncGenerator<Row> {
  yield* checkCompletions()
  const steps = inSteps<Issued>(ROWS_PER_STEP, (after, size) =>
    Certificate.find({ user: { $ne: null }, ...after })
      .sort({ _id: 1 })
      .limit(size)
      .select({ user: 1, course: 1, completedAt: 1 })
      .lean<Issued[]>(),
  )
  for await (const step of steps) {
    const enrollments = await Enrollment.find({ $or: step.map(keyOf) })
      .select({ user: 1, course: 1, status: 1, completedAt: 1, erasedAt: 1 })
      .lean()
    const byKey = new Map(enrollments.map((row) => [nameOf(row), row]))
    for (const issued of step) yield certificateFindings(issued, byKey.get(nameOf(issued)))
  }
}

type Key = { user: Types.ObjectId; course: Types.ObjectId }
type Issued = Key & { _id: Types.ObjectId; completedAt: Date }
type Enrolled = Key & { _id: Types.ObjectId } & Pick<EnrollmentFields, 'status' | 'completedAt' | 'erasedAt'>

const keyOf = ({ user, course }: Key) => ({ user, course })
const nameOf = ({ user, course }: Key) => `${user.toHexString()} ${course.toHexString()}`

async function* checkCompletions(): AsyncGenerator<Row> {
  const steps = inSteps<Enrolled>(ROWS_PER_STEP, (after, size) =>
    Enrollment.find(after)
      .sort({ _id: 1 })
      .limit(size)
      .select({ user: 1, course: 1, status: 1, completedAt: 1 })
      .lean(),
  )
  for await (const step of steps) {
    const completed = step.filter(({ completedAt }) => completedAt)
    if (completed.length === 0) continue
    const rows = await Certificate.find({ $or: completed.map(keyOf) })
      .select({ user: 1, course: 1 })
      .lean<Key[]>()
    const issued = new Set(rows.map(nameOf))
    for (const row of completed) yield issued.has(nameOf(row)) ? [] : [missing(row)]
  }
}

function missing({ _id, user, course, completedAt }: Enrolled): Finding {
  const ids = { userId: user.toHexString(), courseId: course.toHexString() }
  return {
    where: `enrollments ${_id}`,
    what: 'certificate',
    stored: 'none',
    counted: 'one',
    mend: () => issueCertificate(systemViewer('check'), { ...ids, completedAt: completedAt ?? new Date(0) }),
  }
}

function certificateFindings(issued: Issued, enrolled: Enrolled | undefined): Row {
  const where = `certificates ${issued._id}`
  if (enrolled === undefined) return [{ where, what: 'enrollment', stored: 'none', counted: 'one' }]
  if (enrolled.completedAt || enrolled.erasedAt) return []
  const { _id } = enrolled
  const mend = async () => {
    const { completedAt } = issued
    await Enrollment.updateOne({ _id, completedAt: null }, { $set: { completedAt }, $inc: { version: 1 } })
    await Enrollment.updateOne({ _id, status: 'active' }, { $set: { status: 'completed' } })
  }
  return [{ where, what: 'completion', stored: 'none', counted: issued.completedAt, mend }]
}
