import { Schema, type InferSchemaType } from 'mongoose'
import { defineModel } from '@/lib/platform/db/define-model'
import { assignmentContent } from './assignment-parts'

/**
 * An assignment as its authors write it. Learners get its versions; publishing the course makes the next one. It goes with
 * its lesson.
 */
const schema = new Schema(
  {
    lesson: { type: Schema.Types.ObjectId, ref: 'Lesson', required: true },
    course: { type: Schema.Types.ObjectId, ref: 'Course', required: true },
    ...assignmentContent,
    /** Every write names the version it read. */
    version: { type: Number, required: true, default: 1 },
    by: { type: Schema.Types.ObjectId, ref: 'User', default: null },
    /** The version that learners got last; 0: none yet. */
    publishedOf: { type: Number, required: true, default: 0 },
  },
  { timestamps: true },
)

/** The working copy of a lesson. */
schema.index({ lesson: 1 }, { unique: true })

export type AssignmentFields = InferSchemaType<typeof schema>
export const Assignment = defineModel('Assignment', () => schema)
