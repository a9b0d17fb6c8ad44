import { Schema, type InferSchemaType } from 'mongoose'
import { defineModel } from '@/lib/platform/db/define-model'
import { lessonContent } from './lesson-parts'

/**
 * A lesson as its authors write it, beside the row that learners see, if there is one yet. Made by the first edit of the
 * lesson since its course was published last; laid over the row and deleted when the course is published.
 */
const schema = new Schema(
  {
    course: { type: Schema.Types.ObjectId, ref: 'Course', required: true },
    /** The id that the lesson has, or will have. */
    lesson: { type: Schema.Types.ObjectId, ref: 'Lesson', required: true },
    ...lessonContent,
    /** Counts on from the row's own; every write names the version it read. */
    version: { type: Number, required: true },
    by: { type: Schema.Types.ObjectId, ref: 'User', default: null },
    at: { type: Date, default: null },
    /** Taken out of the course, and from where, so that it may come back. */
    removed: {
      type: new Schema(
        {
          module: { type: Schema.Types.ObjectId, required: true },
          section: { type: Schema.Types.ObjectId, required: true },
          index: { type: Number, required: true },
          at: { type: Date, required: true },
        },
        { _id: false },
      ),
      default: null,
    },
  },
  { timestamps: true },
)

/** The working copy of a lesson. */
schema.index({ lesson: 1 }, { unique: true })
/** All working copies of a course. */
schema.index({ course: 1 })

export type LessonRevisionFields = InferSchemaType<typeof schema>
export const LessonRevision = defineModel('LessonRevision', () => schema)
