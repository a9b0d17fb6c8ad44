import { expect, test } from 'vitest'
import '@/lib/jobs'
import { createCourse } from '@/lib/courses/commands/courses'
import { createLesson } from '@/lib/courses/commands/lessons'
import { publishCourse } from '@/lib/courses/commands/publishing'
import { returnCourse, submitCourse } from '@/lib/courses/commands/review'
import { getAuthoredCourse } from '@/lib/courses/queries/authored-course'
import type { Member, Viewer } from '@/lib/platform/auth/viewer'
import { runDueJobs } from '@/lib/platform/jobs/runner'
import { useTestDatabase } from '@/lib/platform/testing/db'
import { asAdmin, asInstructor, asStudent } from '@/lib/platform/testing/viewers'
import { Notification } from '@/models/notification'
import { tellOfWaiting, tellAuthors } from './commands/authoring'

useTestDatabase()

const news = async (viewer: Member) =>
  (await Notification.find({ user: viewer.userId }).sort({ _id: 1 }).lean()).map(({ notice, link }) => [
    notice,
    link,
  ])
const versionOf = async (viewer: Viewer, courseId: string) =>
  (await getAuthoredCourse(viewer, { courseId })).version

test('admins are told of each submission, authors of each decision, and nobody else of either', async () => {
  const [ines, admin, mara] = [await asInstructor(), await asAdmin(), await asStudent()]
  const { courseId, slug } = await createCourse(ines, {
    title: 'Bread',
    description: 'All of it.',
    tags: ['bread'],
  })
  await createLesson(ines, { courseId, title: 'Flour', content: 'Weigh it.' })
  await submitCourse(ines, { courseId, version: await versionOf(ines, courseId) })
  await returnCourse(admin, { courseId, version: await versionOf(admin, courseId), comment: 'More.' })
  await submitCourse(ines, { courseId, version: await versionOf(ines, courseId) })
  await publishCourse(admin, { courseId, version: await versionOf(admin, courseId) })
  await runDueJobs()
  const waits = ['courseSubmitted', `/admin/courses/${courseId}`]
  expect(await news(admin)).toEqual([waits, waits])
  expect((await news(ines)).sort()).toEqual([
    ['courseApproved', `/courses/${slug}`],
    ['courseReturned', `/instructor/courses/${courseId}/publish`],
  ])
  expect(await news(mara)).toEqual([])
})

test('only the house tells of courses', async () => {
  const admin = await asAdmin()
  const courseId = 'a'.repeat(24)
  await expect(tellOfWaiting(admin, { courseId, key: '1' })).rejects.toMatchObject({ code: 'forbidden' })
  await expect(tellAuthors(admin, { courseId, notice: 'courseApproved', key: '1' })).rejects.toMatchObject({
    code: 'forbidden',
  })
})
