import { beforeEach, describe, expect, it } from 'vitest'
import type { Member } from '@/lib/platform/auth/viewer'
import { useTestDatabase } from '@/lib/platform/testing/db'
import { makeCourse } from '@/lib/platform/testing/courses'
import { asInstructor, asStudent, asVisitor } from '@/lib/platform/testing/viewers'
import { getAuthoredLesson } from '../queries/authored-lesson'
import { createLesson, updateLesson } from './lessons'
import { changeLessonMedia } from './lesson-media'

useTestDatabase()

let teacher: Member
let lesson: { lessonId: string; version: number }
beforeEach(async () => {
  teacher = await asInstructor()
  const { course } = await makeCourse({ instructor: teacher.userId as never })
  lesson = await createLesson(teacher, { courseId: course.id, title: 'A page', type: 'embed' })
})

const page = (name: string) => ({ embed: { url: `https://www.desmos.com/calculator/${name}` } })
const shown = async () => (await getAuthoredLesson(teacher, lesson)).embed?.url

describe('what stands above a lesson’s text', () => {
  it('is changed over a newer version of which only the text is newer', async () => {
    await updateLesson(teacher, { ...lesson, content: 'Written while the page was looked for.' })
    await changeLessonMedia(teacher, { ...lesson, change: page('aaaaaa'), before: { embed: null } })
    expect(await shown()).toBe(page('aaaaaa').embed.url)
    expect((await getAuthoredLesson(teacher, lesson)).content).toContain('Written while')
  })

  it('is not changed over what somebody else put there meanwhile, unless that was seen', async () => {
    await updateLesson(teacher, { ...lesson, ...page('bbbbbb') })
    const change = { ...lesson, change: page('cccccc') }
    await expect(changeLessonMedia(teacher, { ...change, before: { embed: null } })).rejects.toMatchObject({
      code: 'precondition',
      reason: 'course.changed_meanwhile',
    })
    expect(await shown()).toBe(page('bbbbbb').embed.url)
    await changeLessonMedia(teacher, { ...change, before: page('bbbbbb') })
    expect(await shown()).toBe(page('cccccc').embed.url)
  })

  it.each([
    ['a visitor', asVisitor, 'unauthenticated'],
    ['a student', asStudent, 'forbidden'],
    ['another instructor', asInstructor, 'forbidden'],
  ])('is not %s’s to change', async (_who, make, code) => {
    const change = { ...lesson, change: page('dddddd'), before: { embed: null } }
    await expect(changeLessonMedia(await make(), change)).rejects.toMatchObject({ code })
  })
})
