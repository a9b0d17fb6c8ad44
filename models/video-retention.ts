import { Schema, type InferSchemaType } from 'mongoose'
import { RETENTION_BUCKETS } from '@/lib/analytics/constants'
import { defineModel } from '@/lib/platform/db/define-model'

/**
 * How many learners have seen each stretch of a lesson's video, counted from what they watched by
 * lib/analytics/commands/retention alone. Replaced with the video; it goes with the last learner who watched it.
 */
const schema = new Schema(
  {
    course: { type: Schema.Types.ObjectId, ref: 'Course', required: true },
    lesson: { type: Schema.Types.ObjectId, ref: 'Lesson', required: true },
    upload: { type: Schema.Types.ObjectId, ref: 'Upload', required: true },
    durationSeconds: { type: Number, required: true, min: 0 },
    /** Whole seconds of each stretch; the last may be shorter. */
    bucketSeconds: { type: Number, required: true, min: 1 },
    /** Learners who have seen anything of it. */
    viewers: { type: Number, required: true, min: 0 },
    buckets: { type: [Number], validate: (list: unknown[]) => list.length <= RETENTION_BUCKETS },
    countedAt: { type: Date, required: true },
  },
  { timestamps: true, collection: 'videoRetentions' },
)

/** One row a lesson. */
schema.index({ lesson: 1 }, { unique: true })
/** The videos of a course. */
schema.index({ course: 1 })

export type VideoRetentionFields = InferSchemaType<typeof schema>
export const VideoRetention = defineModel('VideoRetention', () => schema)
