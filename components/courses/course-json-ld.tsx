import type { CourseDetails } from '@/lib/courses/dto'
import { courseJsonLd } from './json-ld'

interface CourseJsonLdProps {
  course: CourseDetails
  origin: string
  academy: string
  picture: string
}

/** Data, not a script: the policy lets it stand. */
export function CourseJsonLd({ course, ...context }: CourseJsonLdProps) {
  // “<” is written as its code, so that no title can close the element.
  const json = JSON.stringify(courseJsonLd(course, context)).replaceAll('<', '\\u003c')
  return <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: json }} />
}
