import { beforeEach, describe, expect, test } from 'vitest'
import { Types } from 'mongoose'
import { enroll, nameLearner } from '@/lib/enrollments/commands'
import type { Member } from '@/lib/platform/auth/viewer'
import { systemViewer } from '@/lib/platform/auth/viewer'
import { setClock } from '@/lib/platform/clock'
import { countingCommands } from '@/lib/platform/testing/commands'
import { makeCourse } from '@/lib/platform/testing/courses'
import { useTestDatabase } from '@/lib/platform/testing/db'
import { asAdmin, asInstructor, asStudent, asVisitor, signedIn } from '@/lib/platform/testing/viewers'
import { nameKeyOf } from '@/lib/utils/name-key'
import { Accommodation } from '@/models/accommodation'
import { Enrollment } from '@/models/enrollment'
import { Submission } from '@/models/submission'
import { User } from '@/models/user'
import { completeLesson, visitLesson } from '../commands/lessons'
import { leaveCourse } from '../commands/leaving'
import { STANDINGS, STUDENT_FILTERS } from '../constants'
import { STUDENT_SORTS } from '../student-schema'
import { getStudentList, listStudents, streamStudents } from './students'

useTestDatabase()

const NOW = new Date('2030-03-31T12:00:00Z')
const daysAgo = (days: number) => new Date(NOW.getTime() - days * 86_400_000)
const all = { sort: 'name' as const }

beforeEach(() => setClock(NOW))

async function taught(facts = {}) {
  const teacher = await asInstructor()
  const { course, lessons } = await makeCourse(
    { instructor: new Types.ObjectId(teacher.userId), ...facts },
    4,
  )
  return { teacher, courseId: course.id as string, course, lessonIds: lessons.map(({ id }) => id as string) }
}

/** Many learners at once, as the database would hold them after a long while. */
async function addLearners(course: Types.ObjectId, lesson: string, count: number) {
  const users = Array.from({ length: count }, (_, index) => ({
    _id: new Types.ObjectId(),
    username: `crowd${index}`,
    usernameKey: `crowd${index}`,
    email: `crowd${index}@example.test`,
    fullName: `Learner ${String(index).padStart(4, '0')}`,
    role: 'student' as const,
  }))
  await User.insertMany(users)
  await Enrollment.insertMany(
    users.map(({ _id, fullName }, index) => ({
      user: _id,
      course,
      status: index % 7 === 0 ? 'completed' : index % 11 === 0 ? 'cancelled' : 'active',
      enrolledAt: daysAgo(30 + (index % 60)),
      lastAccessedAt: daysAgo(index % 20),
      movedAt: index % 13 === 0 ? null : daysAgo(index % 30),
      lastLesson: index % 5 === 0 ? null : lesson,
      progress: index % 101,
      nameKey: nameKeyOf(fullName),
    })),
  )
  await Submission.insertMany(
    users
      .filter((_, index) => index % 17 < 2)
      .map(({ _id: user }, index) => {
        const state = (['submitted', 'held', 'released'] as const)[index % 3]
        return { user, course, lesson, attempt: 1, state, savedAt: daysAgo(9), submittedAt: daysAgo(9) }
      }),
  )
  await Accommodation.insertMany(
    users.flatMap(({ _id: user }, index) =>
      index % 19 < 3 ? [{ course, user, laterDays: 10 * (index % 19) }] : [],
    ),
  )
}

describe('who may', () => {
  test('a course that others teach gives its students to nobody else', async () => {
    const { courseId } = await taught()
    const others = [await asInstructor(), await asStudent()]
    for (const viewer of others)
      await expect(listStudents(viewer, { courseId, ...all })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(listStudents(asVisitor(), { courseId, ...all })).rejects.toMatchObject({
      code: 'unauthenticated',
    })
  })

  test('of a draft of others nobody learns that it exists', async () => {
    const { courseId } = await taught({ status: 'draft' })
    await expect(listStudents(await asInstructor(), { courseId, ...all })).rejects.toMatchObject({
      code: 'not_found',
    })
  })

  test('its teachers and admins read them, co-instructors too', async () => {
    const other = await asInstructor()
    const { teacher, courseId } = await taught({ coInstructors: [other.userId] })
    for (const viewer of [teacher, other, await asAdmin()])
      expect((await getStudentList(viewer, { courseId, ...all })).counts.all).toBe(0)
  })
})

test('learners stand as what they really did says', async () => {
  const { teacher, courseId, lessonIds } = await taught()
  const [first = '', second = ''] = lessonIds
  const people: Record<string, Member> = {}
  const join = async (name: string, days: number) => {
    setClock(daysAgo(days))
    const viewer = await asStudent({ fullName: name })
    await enroll(viewer, { courseId })
    people[name] = viewer
    return viewer
  }
  await join('Never', 40)
  const stuck = await join('Stuck', 40)
  await visitLesson(stuck, { lessonId: first })
  const late = await join('Late beginner', 40)
  const quiet = await join('Quiet', 12)
  await completeLesson(quiet, { lessonId: first })
  const done = await join('Done', 10)
  for (const lessonId of lessonIds) await completeLesson(done, { lessonId })
  const gone = await join('Gone', 10)
  await leaveCourse(gone, { courseId, progress: 'keep' })
  const busy = await join('Busy', 3)
  await completeLesson(busy, { lessonId: second })
  setClock(daysAgo(1))
  // Begun yesterday for the first time: not stuck, although enrolled forty days ago.
  await visitLesson(late, { lessonId: first })
  setClock(NOW)
  const { page, counts } = await getStudentList(teacher, { courseId, ...all })
  expect(page.items.map(({ fullName, standing }) => [fullName, standing])).toEqual([
    ['Busy', 'active'],
    ['Done', 'completed'],
    ['Late beginner', 'active'],
    ['Never', 'notStarted'],
    ['Quiet', 'atRisk'],
    ['Stuck', 'stuck'],
  ])
  const expected = { notStarted: 1, waiting: 0, stuck: 1, atRisk: 1, active: 2, completed: 1, left: 1 }
  expect(counts).toEqual({ all: 6, ...expected })
  expect(page.items[0]).toMatchObject({ percent: 25, lastLesson: { id: second, title: 'Lesson 2' } })
})

describe('3,000 learners', () => {
  test('a page of any filter and order takes the same few round trips', async () => {
    const { teacher, courseId, course, lessonIds } = await taught()
    await addLearners(course._id, lessonIds[0] ?? '', 3_000)
    for (const show of [undefined, ...STUDENT_FILTERS]) {
      for (const sort of STUDENT_SORTS) {
        const ask = { courseId, sort, ...(show && { show }) }
        const { result, commands } = await countingCommands(() => getStudentList(teacher, ask))
        expect(commands).toEqual(['find', 'distinct', 'find', 'aggregate', 'aggregate', 'find'])
        expect(result.page.items.length).toBe(Math.min(50, result.counts[show ?? 'all']))
      }
    }
  }, 60_000)

  test('filters, counts and the rule for one learner agree, and no learner stands in two', async () => {
    const { teacher, courseId, course, lessonIds } = await taught({
      startDate: daysAgo(40),
      endDate: daysAgo(-40),
    })
    await addLearners(course._id, lessonIds[0] ?? '', 3_000)
    const { counts } = await getStudentList(teacher, { courseId, ...all })
    const seen = new Set<string>()
    for (const show of STANDINGS) {
      let found = 0
      for await (const student of streamStudents(teacher, { courseId, show, sort: 'behind' })) {
        expect(student.standing).toBe(show)
        expect(seen.has(student.id)).toBe(false)
        seen.add(student.id)
        found += 1
      }
      expect(found).toBe(counts[show])
      expect(found).toBeGreaterThan(10)
    }
    expect(seen.size).toBe(counts.all)
  }, 60_000)

  test('each order walks through everybody once, in order', async () => {
    const { teacher, courseId, course, lessonIds } = await taught()
    await addLearners(course._id, lessonIds[0] ?? '', 700)
    const { counts } = await getStudentList(teacher, { courseId, ...all })
    const key = {
      name: ({ fullName }: { fullName: string }) => fullName,
      behind: ({ percent }: { percent: number }) => String(percent).padStart(3, '0'),
    }
    for (const sort of ['name', 'behind'] as const) {
      const keys: string[] = []
      const ids = new Set<string>()
      for await (const student of streamStudents(teacher, { courseId, sort })) {
        keys.push(key[sort](student))
        ids.add(student.id)
      }
      expect(keys).toEqual(keys.toSorted())
      expect(ids.size).toBe(counts.all)
    }
  })
})

describe('a search', () => {
  test.each([
    ['mull', ['Zoë Müller']],
    ['zoe m', ['Zoë Müller']],
    ['.*', []],
    ['ahim', []],
    ['রহিম', ['রহিম উদ্দিন']],
  ])('for %j finds the beginnings of names: %j', async (q, expected) => {
    const { teacher, courseId } = await taught()
    for (const fullName of ['Zoë Müller', 'রহিম উদ্দিন', 'Ibrahim Khan'])
      await enroll(await asStudent({ fullName }), { courseId })
    const { items } = await listStudents(teacher, { courseId, q, ...all })
    expect(items.map(({ fullName }) => fullName)).toEqual(expected)
  })

  test('finds a person by the name they have now', async () => {
    const { teacher, courseId } = await taught()
    const viewer = await asStudent({ fullName: 'Before' })
    await enroll(viewer, { courseId })
    await User.updateOne({ _id: viewer.userId }, { fullName: 'After' })
    await expect(nameLearner(await signedIn(viewer.userId), viewer)).rejects.toMatchObject({
      code: 'forbidden',
    })
    await nameLearner(systemViewer('test'), viewer)
    const { items } = await listStudents(teacher, { courseId, q: 'after', ...all })
    expect(items.map(({ fullName }) => fullName)).toEqual(['After'])
  })
})
