import { expect, test } from 'vitest'
import '@/lib/jobs'
import { eraseSubmissions } from '@/lib/assignments/commands/erasing'
import { publishAssignments, saveAssignment } from '@/lib/assignments/commands/authoring'
import { SaveAssignment } from '@/lib/assignments/schema'
import { getAuthoredCourse } from '@/lib/courses/queries/authored-course'
import { enroll } from '@/lib/enrollments/commands'
import { systemViewer, type Member } from '@/lib/platform/auth/viewer'
import { setClock } from '@/lib/platform/clock'
import { toObjectId } from '@/lib/platform/db/object-id'
import { inTransaction } from '@/lib/platform/db/transaction'
import { runDueJobs } from '@/lib/platform/jobs/runner'
import { makeCourse } from '@/lib/platform/testing/courses'
import { useTestDatabase } from '@/lib/platform/testing/db'
import { makeUser } from '@/lib/platform/testing/factories'
import { asAdmin, asInstructor, asStudent, asVisitor, signedIn } from '@/lib/platform/testing/viewers'
import { Accommodation } from '@/models/accommodation'
import { AssignmentVersion } from '@/models/assignment-version'
import { Certificate } from '@/models/certificate'
import { Course } from '@/models/course'
import { Enrollment } from '@/models/enrollment'
import { Grade } from '@/models/grade'
import { GradeLog } from '@/models/grade-log'
import { LessonProgress } from '@/models/lesson-progress'
import { Notification } from '@/models/notification'
import { ProgressEvent } from '@/models/progress-event'
import { Submission } from '@/models/submission'
import { getLesson } from '../queries/learning'
import { getStudent } from '../queries/student'
import { countStuckByLesson, getStudentList, readTaught } from '../queries/students'
import { leaveCourse } from './leaving'
import { handInAssignment, saveAssignmentDraft } from './assignment'
import {
  gradeSubmission,
  overrideGrade,
  releaseGrade,
  releaseGradesOfLesson,
  returnSubmission,
} from './grading'
import { completeLesson, reopenLesson } from './lessons'

useTestDatabase()

const MONDAY = new Date('2030-03-04T09:00:00Z')
const RUBRIC = [
  {
    id: 'criterion1',
    title: 'Clarity',
    levels: [
      { id: 'level10', title: 'Poor', points: 0 },
      { id: 'level11', title: 'Good', points: 6 },
    ],
  },
  {
    id: 'criterion2',
    title: 'Depth',
    levels: [
      { id: 'level20', title: 'Shallow', points: 1 },
      { id: 'level21', title: 'Deep', points: 4 },
    ],
  },
]

async function scene(content: object = {}, lessons: object[] = [{ type: 'assignment' }]) {
  setClock(MONDAY)
  const owner = await makeUser({ role: 'instructor', approved: true })
  const { course, lessons: rows } = await makeCourse({ instructor: owner._id }, lessons)
  const teacher = await signedIn(owner._id.toHexString())
  const lesson = rows[0]?._id
  if (lesson === undefined) throw new Error('no lesson')
  const lessonId = lesson.toHexString()
  const write = { instructions: 'Write an essay.', points: 10, ...content, lessonId, version: 0 }
  await saveAssignment(teacher, SaveAssignment.parse(write))
  await inTransaction(() => publishAssignments([lesson]))
  const courseId = course._id.toHexString()
  const learn = async () => {
    const viewer = await asStudent()
    await enroll(viewer, { courseId })
    return viewer
  }
  return { course, courseId, lessonId, teacher, learner: await learn(), learn, rows }
}

const words = (lessonId: string, text = 'My essay.', version = 0) => ({ lessonId, text, link: '', version })
const grade = (submissionId: string, points: number, extra: object = {}) => ({
  submissionId,
  version: 2,
  choices: {},
  points,
  comment: 'Held comment',
  isReleased: false,
  ...extra,
})

async function handedIn(viewer: Member, lessonId: string): Promise<string> {
  return (await handInAssignment(viewer, words(lessonId))).submissionId
}
async function seenBy(viewer: Member, { lessonId, course }: { lessonId: string; course: { slug: string } }) {
  const { content } = await getLesson(viewer, { slug: course.slug, lessonId })
  if (content.type !== 'assignment') throw new Error('It is no assignment.')
  return content.assignment
}

test('what is changed in an assignment of a published course waits in a revision of it', async () => {
  const { teacher, courseId } = await scene()
  expect(await getAuthoredCourse(teacher, { courseId })).toMatchObject({ status: 'published', state: 'open' })
})

test('a draft is kept as it is typed, and of two tabs neither silently overwrites the other', async () => {
  const { learner, lessonId } = await scene()
  const first = await saveAssignmentDraft(learner, words(lessonId, 'One'))
  expect(first).toMatchObject({ attempt: 1, version: 1 })
  const second = await saveAssignmentDraft(learner, words(lessonId, 'Two', first.version))
  await expect(
    saveAssignmentDraft(learner, words(lessonId, 'Other tab', first.version)),
  ).rejects.toMatchObject({
    code: 'precondition',
    reason: 'assignment.draft_changed',
  })
  await expect(saveAssignmentDraft(learner, words(lessonId, 'Fresh tab'))).rejects.toMatchObject({
    status: 412,
  })
  expect(await Submission.find().lean()).toMatchObject([
    { text: 'Two', state: 'draft', version: second.version },
  ])
})

test('ten first drafts at once make one attempt', async () => {
  const { learner, lessonId } = await scene()
  const saved = await Promise.allSettled(
    Array.from({ length: 10 }, (_, index) => saveAssignmentDraft(learner, words(lessonId, `Tab ${index}`))),
  )
  expect(saved.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect(await Submission.countDocuments()).toBe(1)
})

test('an attempt is handed in once, whatever is pressed twice', async () => {
  const { learner, lessonId } = await scene()
  const { version } = await saveAssignmentDraft(learner, words(lessonId))
  const sent = await Promise.allSettled(
    Array.from({ length: 6 }, () => handInAssignment(learner, words(lessonId, 'Final', version))),
  )
  expect(sent.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect(await Submission.find().lean()).toMatchObject([
    { state: 'submitted', attempt: 1, text: 'Final', answers: 1, submittedAt: MONDAY, daysLate: 0 },
  ])
  await expect(handInAssignment(learner, words(lessonId))).rejects.toMatchObject({
    reason: 'assignment.handed_in',
  })
})

test.each([
  ['nothing', { submissionTypes: ['text'] }, { text: '  ' }, { text: 'assignment.nothing_handed_in' }],
  [
    'a link that is none',
    { submissionTypes: ['link'] },
    { text: '', link: 'javascript:alert(1)' },
    { link: 'url' },
  ],
  [
    'text where none is taken',
    { submissionTypes: ['link'] },
    { link: 'https://example.org' },
    { text: 'assignment.type_not_taken' },
  ],
])('%s is not handed in, and what was saved stays', async (_what, content, given, fields) => {
  const { learner, lessonId } = await scene(content)
  const { version } = await saveAssignmentDraft(learner, words(lessonId, 'Kept'))
  await expect(
    handInAssignment(learner, { ...words(lessonId, 'Kept', version), ...given }),
  ).rejects.toMatchObject({ code: 'invalid', fields })
  expect(await Submission.find().lean()).toMatchObject([{ state: 'draft', text: 'Kept' }])
})

const DUE = { due: { day: '2030-03-03', time: '10:00', timeZone: 'Europe/Berlin' } }

test('late work is refused, marked or worth less, as the assignment says, by the server’s clock', async () => {
  const refused = await scene({ ...DUE, late: { rule: 'refused' } })
  await expect(handedIn(refused.learner, refused.lessonId)).rejects.toMatchObject({
    reason: 'assignment.over',
  })
  // Exactly a day after ten o’clock in Berlin.
  const flagged = await scene({ ...DUE, late: { rule: 'flagged' } })
  await handedIn(flagged.learner, flagged.lessonId)
  const deducted = await scene({ ...DUE, late: { rule: 'deducted', percentPerDay: 15, floorPercent: 0 } })
  setClock(new Date(MONDAY.getTime() + 1))
  const submissionId = await handedIn(deducted.learner, deducted.lessonId)
  await gradeSubmission(deducted.teacher, grade(submissionId, 9, { isReleased: true }))
  const rows = await Submission.find().sort({ _id: 1 }).lean()
  expect(rows.map(({ daysLate }) => daysLate)).toEqual([1, 2])
  expect(rows[1]?.grade).toMatchObject({ points: 900, score: 630 })
})

test('days of grace and extra attempts come from the one record of the learner', async () => {
  const { learner, teacher, lessonId, course } = await scene({ ...DUE, late: { rule: 'refused' } })
  await Accommodation.create({ course: course._id, user: learner.userId, laterDays: 1, extraAttempts: 1 })
  const first = await handedIn(learner, lessonId)
  expect(await Submission.findById(first).lean()).toMatchObject({ daysLate: 0, dueAt: MONDAY })
  await gradeSubmission(teacher, grade(first, 3, { isReleased: true }))
  const second = await handedIn(learner, lessonId)
  await gradeSubmission(teacher, grade(second, 3, { isReleased: true }))
  await expect(handedIn(learner, lessonId)).rejects.toMatchObject({
    reason: 'assignment.no_attempts_left',
  })
})

test('after the course nothing is handed in, but what was written stays', async () => {
  const { learner, lessonId, course } = await scene()
  await saveAssignmentDraft(learner, words(lessonId))
  await Course.updateOne({ _id: course._id }, { endDate: MONDAY })
  await expect(handInAssignment(learner, words(lessonId, 'x', 1))).rejects.toMatchObject({
    reason: 'assignment.course_over',
  })
  expect(await Submission.countDocuments({ state: 'draft' })).toBe(1)
})

test('who has later dates hands in as many days longer after the course’s end, and not a moment more', async () => {
  const { learner, lessonId, course, courseId } = await scene({ attempts: 2 })
  const user = toObjectId(learner.userId)
  await Accommodation.create([{ user, course: toObjectId(courseId), laterDays: 2 }])
  await Course.updateOne({ _id: course._id }, { endDate: MONDAY })
  const end = MONDAY.getTime() + 2 * 86_400_000
  setClock(new Date(end))
  await expect(handInAssignment(learner, words(lessonId))).rejects.toMatchObject({
    reason: 'assignment.course_over',
  })
  setClock(new Date(end - 1))
  expect(await handInAssignment(learner, words(lessonId))).toMatchObject({ attempt: 1 })
})

test('a grade that is held is nowhere in what its learner gets, and a released one is', async () => {
  const { learner, teacher, lessonId, course } = await scene({ rubric: RUBRIC })
  const submissionId = await handedIn(learner, lessonId)
  const before = JSON.stringify(await seenBy(learner, { lessonId, course }))
  const choices = { criterion1: 'level11', criterion2: 'level20' }
  const held = await gradeSubmission(teacher, {
    ...grade(submissionId, 7.25, { choices }),
    comment: 'Secret remark',
  })
  expect(held).toMatchObject({ state: 'held', version: 3 })
  expect(JSON.stringify(await seenBy(learner, { lessonId, course }))).toBe(before)
  expect(await Grade.countDocuments()).toBe(0)
  expect(await LessonProgress.countDocuments({ status: 'completed' })).toBe(0)

  await releaseGrade(teacher, { submissionId, version: 3 })
  const seen = await seenBy(learner, { lessonId, course })
  expect(seen?.attempts).toMatchObject([
    {
      state: 'graded',
      grade: {
        points: 7.25,
        score: 7.25,
        outOf: 10,
        comment: 'Secret remark',
        choices,
        by: teacher.fullName,
      },
    },
  ])
  expect(seen?.counted).toMatchObject({ score: 7.25, isPassed: true })
  expect(seen?.trail.map(({ act, after }) => [act, after]).sort()).toEqual([
    ['graded', 7.25],
    ['released', 7.25],
  ])
})

test('of work that was sent back its learner sees the comment, and nothing of the grade it had', async () => {
  const { learner, teacher, lessonId, course } = await scene()
  const submissionId = await handedIn(learner, lessonId)
  await gradeSubmission(teacher, grade(submissionId, 1.23))
  await returnSubmission(teacher, { submissionId, version: 3, comment: 'Say why.' })
  const seen = await seenBy(learner, { lessonId, course })
  expect(seen).toMatchObject({
    nextAttempt: 2,
    attempts: [{ state: 'returned', returned: { comment: 'Say why.' } }],
  })
  expect(JSON.stringify(seen)).not.toContain('1.23')
  expect(JSON.stringify(seen)).not.toContain('Held comment')
  // Rework begins with what was there, and does not use an attempt up.
  await saveAssignmentDraft(learner, { ...words(lessonId), text: 'Better' })
  expect(await Submission.find().sort({ attempt: 1 }).lean()).toMatchObject([
    { attempt: 1, state: 'returned', grade: null },
    { attempt: 2, state: 'draft', text: 'Better' },
  ])
})

test('of two who grade at once the second is told, and nothing of the first is lost', async () => {
  const { learner, teacher, lessonId, course } = await scene()
  const other = await asInstructor()
  await Course.updateOne({ _id: course._id }, { $push: { coInstructors: other.userId } })
  const submissionId = await handedIn(learner, lessonId)
  const both = await Promise.allSettled([
    gradeSubmission(teacher, grade(submissionId, 8)),
    gradeSubmission(other, grade(submissionId, 2)),
  ])
  const [refused] = both.filter(({ status }) => status === 'rejected')
  expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect(refused).toMatchObject({ reason: { code: 'precondition', reason: 'assignment.graded_meanwhile' } })
  expect(await GradeLog.countDocuments({ act: 'graded' })).toBe(1)
  await expect(returnSubmission(other, { submissionId, version: 2, comment: 'Again' })).rejects.toMatchObject(
    {
      status: 412,
    },
  )
})

test.each([
  ['half a rubric', { choices: { criterion1: 'level11' }, points: undefined }, 'assignment.choose_levels'],
  ['half a rubric beside points', { choices: { criterion1: 'level11' } }, 'assignment.choose_levels'],
  [
    'a level of another criterion',
    { choices: { criterion1: 'level20', criterion2: 'level20' }, points: undefined },
    'assignment.choose_levels',
  ],
  ['nothing', { points: undefined }, 'assignment.choose_levels'],
  ['more than there is', { points: 10.01 }, 'too_big'],
])('%s is no grade', async (_what, given, points) => {
  const { learner, teacher, lessonId } = await scene({ rubric: RUBRIC })
  const submissionId = await handedIn(learner, lessonId)
  await expect(gradeSubmission(teacher, grade(submissionId, 5, given))).rejects.toMatchObject({
    code: 'invalid',
    fields: { points },
  })
})

test('a released pass completes the lesson, the course and its certificate, once, with the reason in the ledger', async () => {
  const { learner, teacher, lessonId } = await scene()
  const submissionId = await handedIn(learner, lessonId)
  await gradeSubmission(teacher, grade(submissionId, 5, { isReleased: true }))
  expect(await Enrollment.findOne().lean()).toMatchObject({ status: 'completed', progress: 100 })
  expect(await Certificate.countDocuments()).toBe(1)
  expect(await ProgressEvent.findOne({ kind: 'lessonCompleted' }).lean()).toMatchObject({
    cause: 'graded',
    percent: 100,
    day: null,
  })
  await gradeSubmission(teacher, grade(submissionId, 9, { version: 3, isReleased: true }))
  expect(await Certificate.countDocuments()).toBe(1)
  expect(await ProgressEvent.countDocuments({ kind: 'lessonCompleted' })).toBe(1)
  expect(await Grade.findOne().lean()).toMatchObject({ score: 900, isPassed: true })
  await runDueJobs()
})

test('a lower grade later takes the lesson back, but never the completion or the certificate', async () => {
  const { learner, teacher, lessonId } = await scene()
  const submissionId = await handedIn(learner, lessonId)
  await gradeSubmission(teacher, grade(submissionId, 10, { isReleased: true }))
  await gradeSubmission(teacher, grade(submissionId, 1, { version: 3 }))
  expect(await Submission.findOne().lean()).toMatchObject({ state: 'released', grade: { score: 100 } })
  expect(await LessonProgress.findOne({ lesson: lessonId }).lean()).toMatchObject({ status: 'started' })
  expect(await Enrollment.findOne().lean()).toMatchObject({ status: 'completed', progress: 0 })
  expect(await Certificate.countDocuments()).toBe(1)
})

test.each([
  ['best', 800, 1],
  ['last', 300, 2],
] as const)('of several attempts the %s counts', async (counts, score, attempt) => {
  const { learner, teacher, lessonId } = await scene({ attempts: 2, counts })
  await gradeSubmission(teacher, grade(await handedIn(learner, lessonId), 8, { isReleased: true }))
  await gradeSubmission(teacher, grade(await handedIn(learner, lessonId), 3, { isReleased: true }))
  expect(await Grade.find().lean()).toMatchObject([{ score, attempt, isPassed: counts === 'best' }])
})

test('a changed assignment keeps the version that each attempt answers', async () => {
  const { learner, teacher, lessonId, rows } = await scene()
  const submissionId = await handedIn(learner, lessonId)
  await saveAssignment(
    teacher,
    SaveAssignment.parse({ lessonId, version: 1, points: 50, instructions: 'New' }),
  )
  await inTransaction(() => publishAssignments([rows[0]?._id ?? never()]))
  await expect(gradeSubmission(teacher, grade(submissionId, 11))).rejects.toMatchObject({
    fields: { points: 'too_big' },
  })
  await gradeSubmission(teacher, grade(submissionId, 10, { isReleased: true }))
  expect(await Grade.findOne().lean()).toMatchObject({ outOf: 1_000 })
  expect(await AssignmentVersion.find().sort({ number: 1 }).lean()).toMatchObject([
    { number: 1, points: 10, isCurrent: false },
    { number: 2, points: 50, isCurrent: true },
  ])
})

test('all grades of an assignment that are held are released together, each whole', async () => {
  const { teacher, lessonId, learn } = await scene()
  for (let index = 0; index < 30; index += 1) {
    const submissionId = await handedIn(await learn(), lessonId)
    await gradeSubmission(teacher, grade(submissionId, index % 2 === 0 ? 9 : 2))
  }
  expect(await releaseGradesOfLesson(teacher, { lessonId })).toEqual({ count: 30 })
  await runDueJobs()
  expect(await Submission.countDocuments({ state: 'released' })).toBe(30)
  expect(await Enrollment.countDocuments({ status: 'completed' })).toBe(15)
  expect(await Certificate.countDocuments()).toBe(15)
}, 60_000)

test('a teacher’s word stands in place of a grade, with its reason, and can be taken back', async () => {
  const { learner, teacher, lessonId, courseId, course } = await scene()
  const of = { courseId, lessonId, userId: learner.userId }
  await overrideGrade(teacher, { ...of, points: 6, reason: 'Oral exam' })
  expect(await Enrollment.findOne().lean()).toMatchObject({ status: 'completed' })
  await gradeSubmission(teacher, grade(await handedIn(learner, lessonId), 2, { isReleased: true }))
  expect((await seenBy(learner, { lessonId, course }))?.counted).toEqual({
    score: 6,
    outOf: 10,
    isPassed: true,
    isOverridden: true,
    reason: 'Oral exam',
  })
  await overrideGrade(teacher, { ...of, points: null, reason: 'By mistake' })
  expect(await Grade.findOne().lean()).toMatchObject({ score: 200, override: null, isPassed: false })
  expect((await seenBy(learner, { lessonId, course }))?.trail).toMatchObject([
    { act: 'overrideRemoved', before: 6, after: 2, reason: 'By mistake' },
    { act: 'released' },
    { act: 'graded' },
    { act: 'overridden', before: null, after: 6, reason: 'Oral exam' },
  ])
  await expect(overrideGrade(teacher, { ...of, points: 11, reason: 'x' })).rejects.toMatchObject({
    fields: { points: 'too_big' },
  })
})

test('nobody marks an assignment done by hand', async () => {
  const { learner, teacher, lessonId } = await scene()
  await expect(completeLesson(learner, { lessonId })).rejects.toMatchObject({ status: 409 })
  await gradeSubmission(teacher, grade(await handedIn(learner, lessonId), 9, { isReleased: true }))
  await expect(reopenLesson(learner, { lessonId })).rejects.toMatchObject({ status: 409 })
})

test('only teachers of the course grade, nobody their own, and a draft is its learner’s alone', async () => {
  const { learner, teacher, lessonId, courseId, learn, course } = await scene()
  const other = await learn()
  await saveAssignmentDraft(learner, words(lessonId))
  const draft = await Submission.findOne().orFail()
  await expect(gradeSubmission(teacher, grade(draft.id, 5))).rejects.toMatchObject({ code: 'not_found' })
  const { submissionId } = await handInAssignment(learner, words(lessonId, 'x', 1))
  const strangers = [learner, other, await asInstructor(), await asInstructor({ approved: false })]
  for (const viewer of strangers) {
    await expect(gradeSubmission(viewer, grade(submissionId, 5))).rejects.toMatchObject({ code: 'forbidden' })
    await expect(releaseGrade(viewer, { submissionId, version: 2 })).rejects.toMatchObject({
      code: 'forbidden',
    })
    await expect(releaseGradesOfLesson(viewer, { lessonId })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(
      overrideGrade(viewer, { courseId, lessonId, userId: learner.userId, points: 5, reason: 'x' }),
    ).rejects.toMatchObject({ code: 'forbidden' })
  }
  await expect(gradeSubmission(asVisitor(), grade(submissionId, 5))).rejects.toMatchObject({
    code: 'unauthenticated',
  })
  const admin = await asAdmin()
  await enroll(admin, { courseId })
  const own = await handedIn(admin, lessonId)
  await expect(gradeSubmission(admin, grade(own, 10))).rejects.toMatchObject({ code: 'forbidden' })
  await expect(
    overrideGrade(admin, { courseId, lessonId, userId: admin.userId, points: 10, reason: 'x' }),
  ).rejects.toMatchObject({ code: 'forbidden' })
  await gradeSubmission(admin, grade(submissionId, 5))
  await Course.updateOne({ _id: course._id }, { status: 'draft' })
  await expect(gradeSubmission(await asInstructor(), grade(submissionId, 5))).rejects.toMatchObject({
    code: 'not_found',
  })
  await Course.updateOne({ _id: course._id }, { status: 'published' })
  expect((await seenBy(other, { lessonId, course }))?.attempts).toEqual([])
})

test('who does not learn there writes nothing', async () => {
  const { lessonId } = await scene()
  await expect(saveAssignmentDraft(await asStudent(), words(lessonId))).rejects.toMatchObject({
    reason: 'enrollment.required',
  })
  await expect(handedIn(asVisitor() as never, lessonId)).rejects.toMatchObject({ code: 'unauthenticated' })
  expect(await Submission.countDocuments()).toBe(0)
})

function never(): never {
  throw new Error('There is no lesson.')
}

test('a learner hears of each released grade and of work sent back, and a teacher once a day of work to grade', async () => {
  const { learner, teacher, lessonId, learn } = await scene({ attempts: 3 })
  const titlesOf = async (viewer: Member) => {
    await runDueJobs()
    const rows = await Notification.find({ user: viewer.userId, kind: 'grade' }).sort({ _id: 1 }).lean()
    return rows.map(({ notice }) => notice)
  }
  const first = await handedIn(learner, lessonId)
  await handedIn(await learn(), lessonId)
  expect(await titlesOf(teacher)).toEqual(['workToGrade'])
  await gradeSubmission(teacher, grade(first, 4))
  expect(await titlesOf(learner)).toEqual([])
  await returnSubmission(teacher, { submissionId: first, version: 3, comment: 'Once more' })
  expect(await titlesOf(learner)).toEqual(['workReturned'])
  const second = await handedIn(learner, lessonId)
  await gradeSubmission(teacher, grade(second, 4, { isReleased: true }))
  expect(await titlesOf(learner)).toEqual(['workReturned', 'gradeReleased'])
})

test('whose work has no grade yet, or a held one, waits for it, and is not stuck; the figures of the lesson agree', async () => {
  const { learner, teacher, lessonId, courseId } = await scene({}, [{ type: 'assignment' }, {}])
  const passed = await handedIn(learner, lessonId)
  setClock(new Date(MONDAY.getTime() + 30 * 86_400_000))
  const stands = async () => {
    const { counts, page } = await getStudentList(teacher, { courseId, sort: 'name' })
    const { student } = await getStudent(teacher, { courseId, userId: learner.userId })
    const stuck = await countStuckByLesson(await readTaught(teacher, courseId))
    expect(page.items.map(({ standing }) => standing)).toEqual([student.standing])
    expect(counts).toMatchObject({ all: 1, [String(student.standing)]: 1 })
    return { standing: student.standing, stuckHere: stuck.get(lessonId) ?? 0 }
  }
  expect(await stands()).toEqual({ standing: 'waiting', stuckHere: 0 })
  await gradeSubmission(teacher, grade(passed, 1))
  expect(await stands()).toEqual({ standing: 'waiting', stuckHere: 0 })
  await releaseGrade(teacher, { submissionId: passed, version: 3 })
  expect(await stands()).toEqual({ standing: 'stuck', stuckHere: 1 })
})

test('leaving with everything erased takes attempts, grades and their trail along; so does the end of the account', async () => {
  const { learner, teacher, lessonId, courseId, learn } = await scene()
  const other = await learn()
  for (const viewer of [learner, other])
    await gradeSubmission(teacher, grade(await handedIn(viewer, lessonId), 9, { isReleased: true }))
  await leaveCourse(learner, { courseId, progress: 'erase' })
  for (const model of [Submission, Grade, GradeLog])
    expect(await (model as typeof Grade).distinct('user')).toEqual([toObjectId(other.userId)])
  await eraseSubmissions(systemViewer('test'), other)
  for (const model of [Submission, Grade, GradeLog])
    expect(await (model as typeof Grade).countDocuments()).toBe(0)
  await expect(eraseSubmissions(teacher, other)).rejects.toMatchObject({ code: 'forbidden' })
})
