import { notFound } from 'next/navigation'
import { cache } from 'react'
import { getAuthoredLesson } from '@/lib/courses/queries/authored-lesson'
import { getViewer } from '@/lib/platform/auth/session'
import { requireMember } from '@/lib/platform/auth/viewer'
import { pageData } from '@/lib/platform/http/page'

/** Read once for a page and its metadata; a lesson of another course is not at this address. */
export const readLesson = cache(async (courseId: string, lessonId: string) => {
  const read = await pageData(async () => {
    const member = requireMember(await getViewer())
    return { member, lesson: await getAuthoredLesson(member, { lessonId }) }
  })
  if (read.lesson.course.id !== courseId) notFound()
  return read
})
