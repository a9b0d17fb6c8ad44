import 'server-only'
import { randomBytes, randomInt } from 'node:crypto'
import type { Types } from 'mongoose'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { now } from '@/lib/platform/clock'
import { duplicateKeyFields } from '@/lib/platform/db/duplicate-key'
import { toObjectId } from '@/lib/platform/db/object-id'
import { inTransaction } from '@/lib/platform/db/transaction'
import { forbidden, notFound } from '@/lib/platform/errors'
import { emit } from '@/lib/platform/jobs/events'
import { dayOf } from '@/lib/utils/dates'
import { Certificate } from '@/models/certificate'
import { Course } from '@/models/course'
import { User } from '@/models/user'
import { academyName } from '../badge'
import { CERTIFICATE_LIMITS } from '../constants'
import { certificateIssued } from '../events'
import { holderKeyOf } from '../holder-key'
import type { Completion } from '../schema'
import { makeSerial } from '../serial'

/**
 * Issues the certificate of a completion, in the transaction of whoever saw it complete. One that was issued before
 * stays as it is: a person has one for a course, whatever is repeated or happens at once.
 */
export async function issueCertificate(viewer: Viewer, input: Completion): Promise<{ serial: string }> {
  if (viewer.kind !== 'system') throw forbidden()
  const attempt = () => inTransaction(() => issueOnce(input))
  try {
    return await attempt()
  } catch (error) {
    // Another call was faster and its certificate is there now, or a number drawn by chance was taken.
    if (duplicateKeyFields(error) === undefined) throw error
    return attempt()
  }
}

/** A bit of this year's list of states that, in all likelihood, no other edition has; the unique index decides. */
export function drawStatus(moment: Date): { list: number; index: number } {
  return { list: moment.getUTCFullYear(), index: randomInt(CERTIFICATE_LIMITS.statusBits) }
}

async function issueOnce({ userId, courseId, completedAt }: Completion): Promise<{ serial: string }> {
  const key = { user: toObjectId(userId), course: toObjectId(courseId) }
  const before = await Certificate.findOne(key).select({ serial: 1 }).lean()
  if (before !== null) return { serial: before.serial }
  const moment = now()
  const [row] = await Certificate.insertMany([
    {
      ...key,
      ...(await wordsOf({ ...key, completedAt })),
      serial: makeSerial(randomBytes(15)),
      completedAt,
      issuedAt: moment,
      statuses: [drawStatus(moment)],
    },
  ])
  if (row === undefined) throw new Error('The certificate was not inserted.')
  const { serial } = row
  await emit(certificateIssued, { certificateId: row._id.toHexString(), userId, courseId, serial })
  return { serial }
}

/** Everything a certificate says of others, as it is at this moment. */
async function wordsOf(key: { user: Types.ObjectId; course: Types.ObjectId; completedAt: Date }) {
  const course = await Course.findById(key.course)
    .select({ title: 1, language: 1, instructor: 1, coInstructors: 1 })
    .lean()
  if (course === null) throw notFound('There is no such course.')
  const teachers = [course.instructor, ...course.coInstructors].filter((id) => id != null)
  const people = await User.find({ _id: { $in: [key.user, ...teachers] } })
    .select({ fullName: 1, 'preferences.timeZone': 1 })
    .lean()
  const holder = people.find(({ _id }) => _id.equals(key.user))
  if (holder === undefined) throw notFound('There is no such account.')
  const names = new Map(people.map(({ _id, fullName }) => [_id.toHexString(), fullName]))
  return {
    holderName: holder.fullName,
    holderKey: holderKeyOf(holder.fullName),
    completedOn: dayOf(key.completedAt, holder.preferences.timeZone),
    courseTitle: course.title,
    instructorNames: teachers.flatMap((id) => names.get(id.toHexString()) ?? []),
    language: course.language,
    academyName: academyName(),
  }
}
