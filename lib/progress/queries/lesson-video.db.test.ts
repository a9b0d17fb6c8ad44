import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Types } from 'mongoose'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { enroll } from '@/lib/enrollments/commands'
import { keepCourseFile } from '@/lib/media/commands/course-files'
import { systemViewer } from '@/lib/platform/auth/viewer'
import { setClock } from '@/lib/platform/clock'
import { resetEnv } from '@/lib/platform/env'
import { storage } from '@/lib/platform/storage/port'
import { makeCourse } from '@/lib/platform/testing/courses'
import { useTestDatabase } from '@/lib/platform/testing/db'
import { asInstructor, asStudent, asVisitor } from '@/lib/platform/testing/viewers'
import type { LessonFields } from '@/models/lesson'
import { Upload } from '@/models/upload'
import { getLesson } from './learning'
import { getLessonVideo } from './lesson-video'

useTestDatabase()

let data: string
beforeAll(async () => {
  data = await mkdtemp(path.join(tmpdir(), 'lesson-video-'))
  process.env['DATA_DIR'] = data
  resetEnv()
})
afterAll(() => rm(data, { recursive: true }))
beforeEach(() => setClock(new Date('2030-01-01T12:00:00Z')))

async function keepCaptions(text: string) {
  async function* bytes() {
    yield Buffer.from(`WEBVTT\n\n00:00.000 --> 00:02.000\n${text}\n`)
  }
  const file = { kind: 'captions', name: 'x.vtt', bytes: bytes() } as const
  return new Types.ObjectId((await keepCourseFile(systemViewer('test'), file)).uploadId)
}
/** A lesson with captions in Japanese and English; its film is a row alone. */
async function lessonWith(words: string) {
  const film = await Upload.create({
    kind: 'video',
    name: 'film.mp4',
    sizeBytes: 9,
    mime: 'video/mp4',
    sha256: '0'.repeat(64),
    storage: 'disk',
    key: `film-${words}`,
  })
  const video = {
    source: 'upload',
    upload: film._id,
    durationSeconds: 10,
    captions: [
      { language: 'ja', upload: await keepCaptions(`${words} ja`) },
      { language: 'en', upload: await keepCaptions(`${words} en`) },
    ],
    mayMarkByHand: false,
  } as unknown as LessonFields['video']
  const { course, lessons } = await makeCourse({ language: 'ja' }, [{ type: 'video', video }, {}])
  const viewer = await asStudent()
  await enroll(viewer, { courseId: course.id })
  const [lessonId, articleId] = lessons.map(({ id }) => id as string)
  return { course, viewer, video, lessonId: lessonId ?? '', articleId: articleId ?? '' }
}

test('the words of a film come with its lesson, in the language its reader reads best', async () => {
  const { course, viewer, lessonId } = await lessonWith('one')
  const { content } = await getLesson(viewer, { slug: course.slug, lessonId })
  expect(content).toMatchObject({ type: 'video', video: { source: 'upload', mime: 'video/mp4' } })
  if (content.type !== 'video') return
  expect(content.video.cues).toEqual({ en: [{ from: 0, to: 2, text: 'one en' }] })
  expect(content.video.tracks.map(({ language, label }) => [language, label])).toEqual([
    ['ja', '日本語'],
    ['en', 'English'],
  ])
})

test('where the words cannot be read, the film is shown without them', async () => {
  const { course, viewer, video, lessonId } = await lessonWith('two')
  const { key } = await Upload.findById(video?.captions[1]?.upload).orFail().lean()
  await storage().remove(key)
  const { content } = await getLesson(viewer, { slug: course.slug, lessonId })
  expect(content).toMatchObject({ type: 'video', video: { cues: {} } })
})

test('addresses are renewed for who may read the lesson, and for nobody else', async () => {
  const { viewer, lessonId, articleId } = await lessonWith('three')
  const first = await getLessonVideo(viewer, { lessonId })
  setClock(new Date('2030-01-01T14:30:00Z'))
  const second = await getLessonVideo(viewer, { lessonId })
  expect(second.src).not.toBe(first.src)
  expect(second.tracks.map(({ src }) => src)).not.toEqual(first.tracks.map(({ src }) => src))
  await expect(getLessonVideo(asVisitor(), { lessonId })).rejects.toMatchObject({ code: 'unauthenticated' })
  for (const other of [await asStudent(), await asInstructor()])
    await expect(getLessonVideo(other, { lessonId })).rejects.toMatchObject({ code: 'forbidden' })
  await expect(getLessonVideo(viewer, { lessonId: articleId })).rejects.toMatchObject({ code: 'not_found' })
})
