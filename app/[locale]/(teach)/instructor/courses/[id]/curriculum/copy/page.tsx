import type { Metadata } from 'next'
import { getTranslations } from '@/i18n/texts'
import { FormTexts } from '@/components/forms/form-texts'
import { CopyLessons } from '@/components/teaching/copy-lessons'
import { AuthoredFrame } from '@/components/teaching/authored-frame'
import { getAuthoredCourse } from '@/lib/courses/queries/authored-course'
import { listAuthoredCourses } from '@/lib/courses/queries/own-courses'
import { CourseChoice } from '@/lib/courses/schema/course'
import { pageData } from '@/lib/platform/http/page'
import { readCourse } from '../../read-course'

export const dynamic = 'force-dynamic'

type Props = {
  params: Promise<{ id: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function CopyLessonsPage({ params, searchParams }: Props) {
  const { id } = await params
  const { member, course } = await readCourse(id)
  const asked = CourseChoice.safeParse({ courseId: (await searchParams)['from'] })
  const { courses, source } = await pageData(async () => ({
    courses: await listAuthoredCourses(member),
    source: asked.success ? await getAuthoredCourse(member, asked.data) : null,
  }))
  return (
    <AuthoredFrame course={course}>
      <FormTexts domains={['course', 'lesson', 'account']}>
        <CopyLessons
          course={course}
          source={source}
          courses={courses.filter((each) => each.id !== course.id)}
        />
      </FormTexts>
    </AuthoredFrame>
  )
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('teaching.copy'))('metaTitle') }
}
