import { enrollOperation } from '@/lib/enrollments/api'
import { enroll } from '@/lib/enrollments/commands'
import { Answered } from '@/lib/platform/http/answer'
import { route } from '@/lib/platform/http/route'

export const dynamic = 'force-dynamic'

export const POST = route(enrollOperation, async (viewer, { body }) => {
  const { enrollment, isNew } = await enroll(viewer, body)
  return new Answered({ enrollment }, { status: isNew ? 201 : 200 })
})
