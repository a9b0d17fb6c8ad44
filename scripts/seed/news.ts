import { announcementPublished } from '@/lib/announcements/events'
import { gradeReleased, submissionReceived, submissionReturned } from '@/lib/assignments/events'
import { courseApproved, courseReturned, courseSubmitted } from '@/lib/courses/events'
import { now } from '@/lib/platform/clock'
import { toObjectId } from '@/lib/platform/db/object-id'
import { deliverEvent } from '@/lib/platform/jobs/events'
import { Job } from '@/models/job'
import { Notification } from '@/models/notification'
import { AS_IT_WAS, isRecent } from './moments'

const OF_COURSES = [courseSubmitted.name, courseApproved.name, courseReturned.name]

/**
 * What happened in the past is told with its own date or, where it is long ago, not at all: the jobs would tell it with
 * the date of the day on which the academy first runs.
 */
export async function forgetCourseNews(courseId: string): Promise<void> {
  await forget({ 'payload.event': { $in: OF_COURSES }, 'payload.payload.courseId': courseId })
}

const OF_WORK = [submissionReceived.name, submissionReturned.name, gradeReleased.name]

export async function forgetWorkNews(userId: string, courseId: string): Promise<void> {
  const of = { 'payload.payload.userId': userId, 'payload.payload.courseId': courseId }
  await forget({ 'payload.event': { $in: OF_WORK }, ...of })
}

export async function forgetAnnouncementNews(announcementId: string): Promise<void> {
  await forget({
    'payload.event': announcementPublished.name,
    'payload.payload.announcementId': announcementId,
  })
}

async function forget(filter: object): Promise<void> {
  await Job.deleteMany({ name: deliverEvent.name, state: 'waiting', ...filter })
}

/** Tells what happened at the moment that the clock shows, in its notifications too. */
export async function tellNow(courseId: string, tell: () => Promise<unknown>): Promise<void> {
  if (!isRecent(now())) return
  const course = toObjectId(courseId)
  const before = await Notification.distinct('_id', { course })
  await tell()
  const dates = { createdAt: now(), updatedAt: now() }
  await Notification.updateMany({ course, _id: { $nin: before } }, { $set: dates }, AS_IT_WAS)
}
