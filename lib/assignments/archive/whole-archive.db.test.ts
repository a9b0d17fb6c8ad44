import { createReadStream } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import type { Types } from 'mongoose'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runImport, startImport } from '@/lib/courses/commands/import-archive'
import { LESSON_TYPES } from '@/lib/courses/constants'
import { exportArchive } from '@/lib/courses/export/export-archive'
import { getImport } from '@/lib/courses/queries/imports'
import { keepCourseFile, type CourseFileKind } from '@/lib/media/commands/course-files'
import { putPublicPicture } from '@/lib/media/commands/pictures'
import { readCaptions } from '@/lib/media/captions'
import { systemViewer, type Member } from '@/lib/platform/auth/viewer'
import { toObjectId } from '@/lib/platform/db/object-id'
import { resetEnv } from '@/lib/platform/env'
import { RUBRIC } from '@/lib/platform/testing/assignments'
import { CLIP, CLIP_SECONDS } from '@/lib/platform/testing/clips'
import { makeCategory, makeCourse } from '@/lib/platform/testing/courses'
import { useTestDatabase } from '@/lib/platform/testing/db'
import { QUESTIONS } from '@/lib/platform/testing/quizzes'
import { asInstructor } from '@/lib/platform/testing/viewers'
import { saveQuiz } from '@/lib/quizzes/commands/drafts'
import { registerQuizzes } from '@/lib/quizzes/lesson-part'
import { QuizDraft } from '@/lib/quizzes/schema/quiz'
import { Assignment } from '@/models/assignment'
import { Course } from '@/models/course'
import { GradeBook } from '@/models/grade-book'
import { IncomingUpload } from '@/models/incoming-upload'
import { Lesson } from '@/models/lesson'
import { Quiz } from '@/models/quiz'
import { Upload } from '@/models/upload'
import { saveAssignment } from '../commands/authoring'
import { saveGradeRules } from '../commands/book-rules'
import { registerAssignments } from '../lesson-part'
import { SaveAssignment } from '../schema'

useTestDatabase()

const house = systemViewer('test')
const VTT = 'WEBVTT\n\n00:00.000 --> 00:04.000\nHello\n\n00:04.000 --> 00:09.000\nand goodbye\n'
const PDF = '%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n'
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'whole-'))
  process.env['DATA_DIR'] = folder
  resetEnv()
  registerQuizzes()
  registerAssignments()
})
afterAll(() => rm(folder, { recursive: true }))

/** A public picture of its own colour, as a text names it. */
async function pictureOf(teacher: Member, background: string) {
  const create = { width: 40, height: 30, channels: 3, background } as const
  const { url, width, height } = await putPublicPicture(
    teacher,
    await sharp({ create }).png().toBuffer(),
    `${background}.png`,
  )
  return { url, address: `${url}#${width}x${height}` }
}

async function keep(kind: CourseFileKind, name: string, bytes: Readable): Promise<Types.ObjectId> {
  return toObjectId((await keepCourseFile(house, { kind, name, bytes })).uploadId)
}

/** A draft with a lesson of every type, each with all that its type may hold. */
async function wholeCourse(teacher: Member): Promise<string> {
  const [red, green, blue] = await Promise.all(
    ['red', 'green', 'blue'].map((name) => pictureOf(teacher, name)),
  )
  const captions = {
    language: 'en',
    upload: await keep('captions', 'en.vtt', Readable.from([Buffer.from(readCaptions(VTT).vtt)])),
  }
  const film = {
    source: 'upload' as const,
    upload: await keep('video', 'clip.mp4', createReadStream(CLIP)),
    url: null,
    durationSeconds: CLIP_SECONDS,
    width: 320,
    height: 180,
    posterUrl: red?.url ?? null,
    captions: [captions],
  }
  const paper = await keep('file', 'paper.pdf', Readable.from([Buffer.from(PDF)]))
  const category = await makeCategory()
  const { course, lessons } = await makeCourse(
    {
      title: 'Rivers: “all” of them, 日本語 & مرحبا',
      subtitle: "It's #1",
      slug: 'rivers',
      status: 'draft',
      description: `Look: ![A bend](${red?.address})`,
      category: category._id,
      categorySlug: category.slug,
      level: 'Advanced',
      language: 'ar',
      tags: ['one', 'two: words', '三'],
      outcomes: ['- a dash', 'null'],
      requirements: ['patience'],
      price: { amount: 1900, currency: 'EUR' },
      timeZone: 'Europe/Madrid',
      instructor: toObjectId(teacher.userId),
      startDate: new Date('2027-03-27T23:00:00Z'),
      turnsAt: new Date('2027-03-27T23:00:00Z'),
      durationMinutes: 37,
      endDate: new Date('2027-10-31T23:00:00Z'),
    },
    [
      { title: 'Read', slug: 'read', type: 'article', description: 'What: why', isPreview: true },
      { title: 'Watch', slug: 'watch', type: 'video', body: '## Below' },
      { title: 'Take home', slug: 'take-home', type: 'file', file: { upload: paper }, isRequired: false },
      { title: 'Play 🎌', slug: 'play', type: 'embed', embed: { url: 'https://www.geogebra.org/m/abc' } },
      { title: 'Check', slug: 'check', type: 'quiz', body: 'First **this**.', durationMinutes: 12 },
      { title: 'Write', slug: 'write', type: 'assignment' },
    ],
  )
  expect(lessons.map(({ type }) => type).sort()).toEqual([...LESSON_TYPES].sort())
  const [read, watch, takeHome, , quiz = '', essay = ''] = lessons.map(({ id }) => id as string)
  await Lesson.updateOne({ _id: read }, { body: `![Green](${green?.address})\n\n[On](lesson:${watch})` })
  const release = { rule: 'afterDays', days: 3, at: null, lesson: null }
  await Lesson.updateOne({ _id: watch }, { video: { ...film, mayMarkByHand: true }, release })
  await Lesson.updateOne(
    { _id: takeHome },
    { release: { rule: 'afterLesson', days: null, at: null, lesson: read } },
  )
  await saveQuiz(teacher, {
    lessonId: quiz,
    version: 0,
    draft: quizWith(`![Blue](${blue?.address})`, String(read)),
  })
  const instructions = `See ![Blue](${blue?.address}) in [Read](lesson:${read}).\n\n---\n\nThen write.`
  await saveAssignment(teacher, SaveAssignment.parse({ ...ASSIGNMENT, lessonId: essay, instructions }))
  const weights = { [quiz]: 3, [essay]: 0 }
  await saveGradeRules(teacher, { courseId: course.id, version: 0, missing: 'zero', dropLowest: 1, weights })
  return course.id as string
}

const ASSIGNMENT = {
  version: 0,
  due: { day: '2027-10-30', time: '02:30', timeZone: 'Europe/Madrid' },
  late: { rule: 'deducted', percentPerDay: 15, floorPercent: 40 },
  submissionTypes: ['file', 'text', 'link'],
  passPercent: 60,
  attempts: 2,
  counts: 'last',
  rubric: RUBRIC,
}

/** A question of every type with the picture in its text, in an answer, and in what is said afterwards. */
function quizWith(picture: string, lessonId: string): QuizDraft {
  const settings = {
    ...{ timeLimitMinutes: 20, attempts: 3, passPercent: 72.5, counts: 'average', shuffleQuestions: true },
    ...{ shuffleOptions: false, showAnswers: 'onDate', showAnswersAt: '2027-06-01T09:00:00.000Z' },
  }
  const questions = QUESTIONS.map((question) => ({
    ...question,
    ...{ points: 2.5, tags: ['end', 'a: b'] },
    prompt: `${question.prompt}\n\n${picture}`,
    explanation: `Look again: ${picture}, then [read](lesson:${lessonId}).`,
    ...('options' in question &&
      question.options !== undefined && {
        options: question.options.map((option) => ({ ...option, text: `${option.text} ${picture}` })),
      }),
  }))
  return QuizDraft.parse({ settings, questions, draws: [] })
}

/** What is only a row's own: its names and places, its times, its count of changes, where it came from. */
const OWN = new Set([
  '_id',
  '__v',
  'createdAt',
  'updatedAt',
  'version',
  'importKey',
  'slug',
  'course',
  'instructor',
  'catalogueNumber',
  'publishedAt',
])

/**
 * Everything a course says. Lessons are named by their place and files by what is in them, as nothing else is the same in
 * two courses.
 */
async function portraitOf(courseId: string) {
  const course = await Course.findById(courseId).lean()
  const order = (course?.modules ?? []).flatMap(({ sections }) =>
    sections.flatMap(({ lessonIds }) => lessonIds),
  )
  const rows = await Lesson.find({ course: course?._id }).lean()
  const lessons = order.map((id) => rows.find(({ _id }) => _id.equals(id)))
  const [quiz, assignment, book, uploads] = await Promise.all([
    Quiz.findOne({ lesson: { $in: order } }).lean(),
    Assignment.findOne({ lesson: { $in: order } }).lean(),
    GradeBook.findOne({ course: course?._id }).lean(),
    Upload.find().select({ sha256: 1 }).lean(),
  ])
  const names = new Map([
    ...order.map((id, place) => [id.toHexString(), `lesson ${place}`] as const),
    ...uploads.map(({ _id, sha256 }) => [_id.toHexString(), `file ${sha256}`] as const),
  ])
  const whole = { about: course, lessons, quiz: quiz?.draft, assignment, book }
  const text = JSON.stringify(whole, (key, value: unknown) => (OWN.has(key) ? undefined : value))
  return JSON.parse(text.replace(/[0-9a-f]{24}/g, (id) => names.get(id) ?? id)) as Record<string, unknown>
}

/** The archive of a course, sent and read as a browser does it. */
async function broughtBack(teacher: Member, courseId: string, uploadId: string): Promise<string> {
  const bytes = await buffer((await exportArchive(teacher, { courseId, copy: 'working' })).bytes)
  await mkdir(path.join(folder, 'uploads', 'incoming'), { recursive: true })
  await writeFile(path.join(folder, 'uploads', 'incoming', uploadId), bytes)
  const row = { kind: 'archive' as const, name: 'rivers.zip', sizeBytes: bytes.length }
  await IncomingUpload.create({ _id: uploadId, owner: toObjectId(teacher.userId), ...row })
  const { importId } = await startImport(teacher, { uploadId })
  await runImport(house, { importId, isLastTry: false })
  const report = await getImport(teacher, { importId })
  expect(report).toMatchObject({ state: 'done', losses: [], lessons: LESSON_TYPES.length })
  return report.courseId ?? ''
}

test('a course with a lesson of every type, and pictures in its questions, comes back from its archive with all it said', async () => {
  const teacher = await asInstructor()
  const first = await wholeCourse(teacher)
  const before = await portraitOf(first)
  expect(Object.values(before)).not.toContain(null)
  const second = await broughtBack(teacher, first, 'a'.repeat(32))
  expect(await portraitOf(second)).toEqual(before)
  const third = await broughtBack(teacher, second, 'b'.repeat(32))
  expect(await portraitOf(third)).toEqual(before)
})
