import { describe, expect, test } from 'vitest'
import { countRoundTrips } from '@/lib/platform/testing/round-trips'
import { makeCourse } from '@/lib/platform/testing/courses'
import { useTestDatabase } from '@/lib/platform/testing/db'
import { asAdmin, asInstructor, asStudent, asVisitor } from '@/lib/platform/testing/viewers'
import { toObjectId } from '@/lib/platform/db/object-id'
import { listTaughtCourses } from './catalogue'
import { getCourse, getPreviewLesson } from './course'

useTestDatabase()

describe('one course', () => {
  test('drafts, reviews and archived ones are not found by those whose they are not', async () => {
    const owner = await asInstructor()
    for (const status of ['draft', 'inReview', 'archived'] as const) {
      const { course } = await makeCourse({ status, instructor: toObjectId(owner.userId) })
      for (const viewer of [asVisitor(), await asStudent(), await asInstructor()]) {
        await expect(getCourse(viewer, { slug: course.slug })).rejects.toMatchObject({ code: 'not_found' })
      }
      expect((await getCourse(owner, { slug: course.slug })).can.edit).toBe(true)
      expect((await getCourse(await asAdmin(), { slug: course.slug })).can.edit).toBe(true)
    }
  })

  test('its outline names published lessons in order, without their texts, in one round trip', async () => {
    const { course } = await makeCourse({}, [
      { title: 'A' },
      { title: 'B', isPublished: false },
      { title: 'C', body: 'secret' },
    ])
    const { result, calls } = await countRoundTrips(() => getCourse(asVisitor(), { slug: course.slug }))
    expect(calls).toHaveLength(1)
    expect(
      result.outline.map((module) => module.sections.flatMap((s) => s.lessons.map((l) => l.title))),
    ).toEqual([['A'], ['C']])
    expect(JSON.stringify(result)).not.toContain('secret')
    expect(JSON.stringify(result)).not.toContain('catalogueNumber')
  })

  test('previews are everybody’s, other lessons nobody’s at that address', async () => {
    const { course, lessons } = await makeCourse({}, [
      { title: 'One', isPreview: true },
      { title: 'Two' },
      { title: 'Three', isPreview: true },
      { title: 'Four', isPreview: true, isPublished: false },
    ])
    const at = (index: number) => ({ slug: course.slug, lessonId: lessons[index]?.id as string })
    expect(await getPreviewLesson(asVisitor(), at(0))).toMatchObject({
      lesson: { title: 'One', body: 'Text of lesson 1.' },
      previous: null,
      next: { title: 'Three' },
    })
    for (const index of [1, 3]) {
      await expect(getPreviewLesson(await asStudent(), at(index))).rejects.toMatchObject({
        code: 'not_found',
      })
    }
    const other = await makeCourse({ status: 'draft' }, [{ isPreview: true }])
    const stray = { slug: course.slug, lessonId: other.lessons[0]?.id as string }
    await expect(getPreviewLesson(asVisitor(), stray)).rejects.toMatchObject({ code: 'not_found' })
    await expect(getPreviewLesson(asVisitor(), { ...stray, slug: other.course.slug })).rejects.toMatchObject({
      code: 'not_found',
    })
  })

  test('a teacher’s published courses are listed for everybody', async () => {
    const owner = await asInstructor()
    const instructor = toObjectId(owner.userId)
    const { course } = await makeCourse({ instructor })
    await makeCourse({ instructor, status: 'draft' })
    const page = await listTaughtCourses(asVisitor(), { instructorId: owner.userId })
    expect(page.items.map(({ slug }) => slug)).toEqual([course.slug])
  })
})

test('of a lesson that cannot be one in a course that is not there, one refusal is left and no other unheard', async () => {
  const unheard: unknown[] = []
  const hear = (reason: unknown) => unheard.push(reason)
  process.on('unhandledRejection', hear)
  await expect(getPreviewLesson(asVisitor(), { slug: 'none', lessonId: '$where' })).rejects.toMatchObject({
    code: 'not_found',
  })
  // Reads that were begun and left alone come to their end before a later one does.
  await expect(getCourse(asVisitor(), { slug: 'none' })).rejects.toMatchObject({ code: 'not_found' })
  process.off('unhandledRejection', hear)
  expect(unheard).toEqual([])
})
