import { listShelfOperation } from '@/lib/courses/api'
import { COURSES_ON_SHELF } from '@/lib/courses/constants'
import type { CourseCard } from '@/lib/courses/dto'
import { listCoursesForReader } from '@/lib/courses/queries/home'
import { route } from '@/lib/platform/http/route'
import { acceptedLanguages } from '@/lib/utils/accepted-languages'
import { hueOf } from '@/lib/utils/hue'

export const dynamic = 'force-dynamic'

/** The reader's own shelf on the home page, which is the same for everybody: new courses in their languages. */
export const GET = route(listShelfOperation, async (viewer, { request }) => {
  const browserLanguages = acceptedLanguages(request.headers.get('accept-language'))
  const courses = await listCoursesForReader(viewer, { browserLanguages, size: COURSES_ON_SHELF })
  return { courses: courses.map(toRow) }
})

function toRow({ slug, title, level, language, category }: CourseCard) {
  return { slug, title, level, language, hue: category?.hue ?? hueOf(slug) }
}
