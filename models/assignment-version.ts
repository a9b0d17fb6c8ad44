import { Schema, type InferSchemaType } from 'mongoose'
import { defineModel } from '@/lib/platform/db/define-model'
import { assignmentContent } from './assignment-parts'

/**
 * An assignment as learners got it; what is handed in names the version it answers, so its content never changes. Only
 * which one is current does. All go with their lesson.
 */
const schema = new Schema(
  {
    lesson: { type: Schema.Types.ObjectId, ref: 'Lesson', required: true },
    course: { type: Schema.Types.ObjectId, ref: 'Course', required: true },
    /** 1 for the first one of the lesson, and so on. */
    number: { type: Number, required: true, min: 1 },
    ...assignmentContent,
    /** The one that learners get now. */
    isCurrent: { type: Boolean, required: true },
    publishedAt: { type: Date, required: true },
  },
  { collection: 'assignmentVersions' },
)

/** The version that something handed in answers, and the newest. */
schema.index({ lesson: 1, number: -1 }, { unique: true })
/** What learners get now: at most one a lesson. */
schema.index({ lesson: 1 }, { unique: true, partialFilterExpression: { isCurrent: true } })
/** The columns of a course's gradebook. */
schema.index({ course: 1 }, { partialFilterExpression: { isCurrent: true } })

export type AssignmentVersionFields = InferSchemaType<typeof schema>
export const AssignmentVersion = defineModel('AssignmentVersion', () => schema)
