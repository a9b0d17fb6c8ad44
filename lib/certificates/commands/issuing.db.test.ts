import { expect, test } from 'vitest'
import { systemViewer } from '@/lib/platform/auth/viewer'
import { setClock } from '@/lib/platform/clock'
import { inTransaction } from '@/lib/platform/db/transaction'
import { makeCourse } from '@/lib/platform/testing/courses'
import { useTestDatabase } from '@/lib/platform/testing/db'
import { makeUser } from '@/lib/platform/testing/factories'
import { countRoundTrips } from '@/lib/platform/testing/round-trips'
import { asAdmin, asStudent, asVisitor } from '@/lib/platform/testing/viewers'
import { Certificate } from '@/models/certificate'
import { Course } from '@/models/course'
import { Job } from '@/models/job'
import { User } from '@/models/user'
import { findMyCertificate, listMyCertificates } from '../queries'
import { readSerial } from '../serial'
import { issueCertificate } from './issuing'

useTestDatabase()

const house = systemViewer('progress')
const completedAt = new Date('2026-03-01T10:00:00Z')
const newsOf = () => Job.find({ 'payload.event': 'certificates.issued' }).lean()

test('it says what was so at the completion, and goes on saying it', async () => {
  setClock(new Date('2026-03-01T10:00:01Z'))
  const teacher = await makeUser({ role: 'instructor', approved: true, fullName: 'Ines Okafor' })
  const second = await makeUser({ role: 'instructor', approved: true, fullName: 'রহিমা খাতুন' })
  const { course } = await makeCourse({
    title: '日本語の第一歩',
    language: 'ja',
    instructor: teacher._id,
    coInstructors: [second._id],
  })
  const viewer = await asStudent({ fullName: 'Ada Lovelace' })
  const { serial } = await issueCertificate(house, {
    userId: viewer.userId,
    courseId: course.id,
    completedAt,
  })
  await User.updateMany({ _id: { $in: [viewer.userId, teacher._id] } }, { fullName: 'Somebody Else' })
  await Course.updateOne({ _id: course._id }, { title: 'Another title' })

  expect(readSerial(serial)).toBe(serial)
  expect(await Certificate.findOne({ serial }).lean()).toMatchObject({
    holderName: 'Ada Lovelace',
    courseTitle: '日本語の第一歩',
    instructorNames: ['Ines Okafor', 'রহিমা খাতুন'],
    language: 'ja',
    academyName: 'TechElevate',
    completedAt,
    issuedAt: new Date('2026-03-01T10:00:01Z'),
    statuses: [{ list: 2026 }],
    isListed: false,
    revocation: null,
  })
  const [news, ...more] = await newsOf()
  expect(news?.payload).toMatchObject({
    payload: { userId: viewer.userId, courseId: course.id, serial },
  })
  expect(more).toEqual([])
})

test('twenty completions at once make one certificate and one piece of news', async () => {
  const { course } = await makeCourse()
  const { userId } = await asStudent()
  const input = { userId, courseId: course.id, completedAt }
  const issued = await Promise.all(Array.from({ length: 20 }, () => issueCertificate(house, input)))
  expect(new Set(issued.map(({ serial }) => serial)).size).toBe(1)
  expect(await issueCertificate(house, { ...input, completedAt: new Date() })).toEqual(issued[0])
  expect(await Certificate.countDocuments()).toBe(1)
  expect((await Certificate.findOne().orFail()).completedAt).toEqual(completedAt)
  expect(await newsOf()).toHaveLength(1)
})

test('it goes with the transaction it is issued in', async () => {
  const { course } = await makeCourse()
  const { userId } = await asStudent()
  const completion = inTransaction(async () => {
    await issueCertificate(house, { userId, courseId: course.id, completedAt })
    throw new Error('the completion failed')
  })
  await expect(completion).rejects.toThrow('the completion failed')
  expect(await Certificate.countDocuments()).toBe(0)
  expect(await newsOf()).toEqual([])
})

test('only the house issues, for people and courses that are there', async () => {
  const { course } = await makeCourse()
  const viewer = await asStudent()
  const input = { userId: viewer.userId, courseId: course.id, completedAt }
  for (const other of [viewer, await asAdmin(), asVisitor()])
    await expect(issueCertificate(other, input)).rejects.toMatchObject({ code: 'forbidden' })
  const nobody = { ...input, userId: '0'.repeat(24) }
  await expect(issueCertificate(house, nobody)).rejects.toMatchObject({ code: 'not_found' })
  const nothing = { ...input, courseId: '0'.repeat(24) }
  await expect(issueCertificate(house, nothing)).rejects.toMatchObject({ code: 'not_found' })
  expect(await Certificate.countDocuments()).toBe(0)
})

test('a person finds their own, newest first, and nobody else’s', async () => {
  const viewer = await asStudent({ fullName: 'Ada Lovelace' })
  const other = await asStudent()
  for (let day = 1; day <= 3; day += 1) {
    const { course } = await makeCourse({ title: `Course of day ${day}` })
    const moment = new Date(Date.UTC(2026, 2, day))
    await issueCertificate(house, { userId: viewer.userId, courseId: course.id, completedAt: moment })
    expect(await findMyCertificate(other, { courseId: course.id })).toBeNull()
    expect(await findMyCertificate(asVisitor(), { courseId: course.id })).toBeNull()
    expect(await findMyCertificate(viewer, { courseId: course.id })).toMatchObject({
      holderName: 'Ada Lovelace',
      courseTitle: `Course of day ${day}`,
      completedAt: moment,
      isRevoked: false,
    })
  }
  const { result, calls } = await countRoundTrips(() => listMyCertificates(viewer, { limit: 2 }))
  expect(calls).toHaveLength(1)
  expect(result.items.map(({ courseTitle }) => courseTitle)).toEqual(['Course of day 3', 'Course of day 2'])
  const rest = await listMyCertificates(viewer, { limit: 2, cursor: result.nextCursor ?? '' })
  expect(rest.items.map(({ courseTitle }) => courseTitle)).toEqual(['Course of day 1'])
  expect(rest.nextCursor).toBeNull()
  expect((await listMyCertificates(other, { limit: 2 })).items).toEqual([])
  await expect(listMyCertificates(asVisitor(), { limit: 2 })).rejects.toMatchObject({
    code: 'unauthenticated',
  })
})
