import type { CourseCard as Course } from '@/lib/courses/dto'
import { CourseCard } from './course-card'

interface CourseGridProps {
  courses: readonly Course[]
  heading?: 'h2' | 'h3'
  /** The first row is in view when the page opens. */
  isFirst?: boolean
  label?: string
}

export function CourseGrid({ courses, heading, isFirst = false, label }: CourseGridProps) {
  return (
    <ul aria-label={label} className="grid gap-5 sm:grid-cols-2 lg:grid-cols-3">
      {courses.map((course, index) => (
        <li key={course.id} className="min-w-0">
          <CourseCard course={course} heading={heading} isFirst={isFirst && index < 3} />
        </li>
      ))}
    </ul>
  )
}
