import { redirect } from 'next/navigation'
import { readCourse } from './read-course'

export const dynamic = 'force-dynamic'

type Props = { params: Promise<{ id: string }> }

/** A course as such is its curriculum. */
export default async function CoursePage({ params }: Props) {
  const { course } = await readCourse((await params).id)
  redirect(`/instructor/courses/${course.id}/curriculum`)
}
