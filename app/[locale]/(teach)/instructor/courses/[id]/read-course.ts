import { cache } from 'react'
import { getAuthoredCourse } from '@/lib/courses/queries/authored-course'
import { getViewer } from '@/lib/platform/auth/session'
import { requireMember } from '@/lib/platform/auth/viewer'
import { pageData } from '@/lib/platform/http/page'

/** Read once for a page and its metadata. */
export const readCourse = cache((courseId: string) =>
  pageData(async () => {
    const member = requireMember(await getViewer())
    return { member, course: await getAuthoredCourse(member, { courseId }) }
  }),
)
