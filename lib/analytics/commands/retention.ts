import 'server-only'
import type { Types } from 'mongoose'
import { z } from 'zod'
import type { Viewer } from '@/lib/platform/auth/viewer'
import { now } from '@/lib/platform/clock'
import { toObjectId } from '@/lib/platform/db/object-id'
import { inMakingTransaction } from '@/lib/platform/db/transaction'
import { forbidden } from '@/lib/platform/errors'
import { Lesson } from '@/models/lesson'
import { LessonProgress } from '@/models/lesson-progress'
import { VideoRetention } from '@/models/video-retention'
import { retentionOf, type Retention } from '../retention'

const Intervals = z.array(z.tuple([z.number(), z.number()]))
const ROWS_PER_BATCH = 500

export type CountedRetention = Retention & {
  course: Types.ObjectId
  upload: Types.ObjectId
  durationSeconds: number
}

/** Counts anew how many learners have seen each stretch of a lesson's video, as it is now; replaced, the old one goes. */
export async function recountRetention(viewer: Viewer, { lessonId }: { lessonId: string }): Promise<void> {
  if (viewer.kind !== 'system') throw forbidden()
  const lesson = toObjectId(lessonId)
  await inMakingTransaction(async () => {
    const counted = await countRetention(lesson)
    if (counted === null) await VideoRetention.deleteOne({ lesson })
    else
      await VideoRetention.updateOne({ lesson }, { $set: { ...counted, countedAt: now() } }, { upsert: true })
  })
}

/** Null where there is no video whose length is known, or nobody has seen anything of it. */
export async function countRetention(lesson: Types.ObjectId): Promise<CountedRetention | null> {
  const row = await Lesson.findById(lesson).select({ course: 1, video: 1 }).lean()
  const upload = row?.video?.upload
  const durationSeconds = row?.video?.durationSeconds ?? 0
  if (!row || !upload || durationSeconds <= 0) return null
  const watched: [number, number][][] = []
  const rows = LessonProgress.find({ lesson, watchedUpload: upload })
    .select({ watched: 1 })
    .batchSize(ROWS_PER_BATCH)
    .lean()
    .cursor()
  for await (const { watched: seen } of rows) watched.push(Intervals.parse(seen ?? []))
  const retention = retentionOf(watched, durationSeconds)
  return retention.viewers === 0 ? null : { ...retention, course: row.course, upload, durationSeconds }
}
