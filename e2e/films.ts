import { createReadStream } from 'node:fs'
import { Types } from 'mongoose'
import { keepCourseFile, showCourseFiles } from '@/lib/media/commands/course-files'
import { systemViewer } from '@/lib/platform/auth/viewer'
import { connect } from '@/lib/platform/db/connect'
import { storage } from '@/lib/platform/storage/port'
import { CLIP, CLIP_SECONDS } from '@/lib/platform/testing/clips'
import { LessonProgress } from '@/models/lesson-progress'
import { ProgressEvent } from '@/models/progress-event'
import { Upload } from '@/models/upload'
import type { LessonFacts } from './database'

const ENGLISH = [
  ['00:00.000', '00:02.000', 'Welcome to the test picture.'],
  ['00:02.000', '00:05.000', 'Its café counts seconds.'],
  ['00:05.000', '00:08.000', 'A tone sounds, and the cafe opens.'],
  ['00:08.000', '00:10.000', 'Goodbye.'],
]
const ARABIC = [
  ['00:00.000', '00:05.000', 'مرحبا'],
  ['00:05.000', '00:10.000', 'مع السلامة'],
]
const house = systemViewer('browser test')

async function keep(kind: 'video' | 'captions', name: string, bytes: AsyncIterable<Uint8Array>) {
  const { uploadId } = await keepCourseFile(house, { kind, name, bytes })
  return new Types.ObjectId(uploadId)
}

async function keepCaptions(language: string, cues: string[][]) {
  async function* bytes() {
    yield new TextEncoder().encode(
      `WEBVTT\n${cues.map(([from, to, text]) => `\n${from} --> ${to}\n${text}\n`).join('')}`,
    )
  }
  return { language, upload: await keep('captions', `${language}.vtt`, bytes()) }
}

/** A video lesson of ten seconds with captions in English and Arabic; everybody's, where it is a preview. */
export async function filmLesson(facts: LessonFacts): Promise<LessonFacts> {
  await connect()
  const upload = await keep('video', 'clip.mp4', createReadStream(CLIP))
  const captions = [await keepCaptions('en', ENGLISH), await keepCaptions('ar', ARABIC)]
  if (facts.isPreview === true) {
    const publicIds = [upload, ...captions.map((each) => each.upload)].map((id) => id.toHexString())
    await showCourseFiles(house, { publicIds, privateIds: [] })
  }
  const video = {
    source: 'upload',
    upload,
    durationSeconds: CLIP_SECONDS,
    width: 320,
    height: 180,
    captions,
    mayMarkByHand: false,
  }
  return { ...facts, type: 'video', video: video as unknown as LessonFacts['video'] }
}

/** The bytes of a lesson's film are gone from the storage; its row is there. */
export async function loseFilm({ video }: LessonFacts): Promise<void> {
  const { key } = await Upload.findById(video?.upload).orFail().lean()
  await storage().remove(key)
}

/** What the house has written down about a learner and a film. */
export async function watchedOf(userId: string, lessonId: string) {
  await connect()
  const row = await LessonProgress.findOne({ user: userId, lesson: lessonId }).lean()
  const events = await ProgressEvent.find({ user: userId, lesson: lessonId }).sort({ at: 1, _id: 1 }).lean()
  return {
    status: row?.status ?? null,
    percent: row?.percent ?? 0,
    positionSeconds: row?.positionSeconds ?? 0,
    ledger: events.map(({ kind, cause }) => (cause ? `${kind}: ${cause}` : kind)),
  }
}
