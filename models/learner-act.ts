import { Schema, type InferSchemaType } from 'mongoose'
import { ACT_FACTS, ACT_REASON_MAX, ACT_VALUE_MAX, LEARNER_ACTS } from '@/lib/enrollments/constants'
import { defineModel } from '@/lib/platform/db/define-model'

/**
 * What a teacher did that changes what learners of a course may do or how they are graded, beside the changes of single
 * grades (`gradeLog`): who, when, from what to what, and why. Rows are only ever added; its learners and its teachers read
 * them. Those about one learner go with their account, those about everybody with the course.
 */
const schema = new Schema(
  {
    course: { type: Schema.Types.ObjectId, ref: 'Course', required: true },
    /** Null: it holds for everybody who learns in the course. */
    user: { type: Schema.Types.ObjectId, ref: 'User', default: null },
    act: { type: String, required: true, enum: LEARNER_ACTS },
    /** Where it is about one lesson. */
    lesson: { type: Schema.Types.ObjectId, ref: 'Lesson', default: null },
    /** Numbers as they are written, instants in ISO 8601; null: none. One of each fact at most. */
    changes: {
      type: [
        new Schema(
          {
            what: { type: String, required: true, enum: ACT_FACTS },
            before: { type: String, default: null, maxlength: ACT_VALUE_MAX },
            after: { type: String, default: null, maxlength: ACT_VALUE_MAX },
          },
          { _id: false },
        ),
      ],
      validate: (list: unknown[]) => list.length <= ACT_FACTS.length,
    },
    reason: { type: String, default: '', maxlength: ACT_REASON_MAX },
    /** Null: the house, by its rules. */
    by: { type: Schema.Types.ObjectId, ref: 'User', default: null },
    at: { type: Date, required: true },
  },
  { collection: 'learnerActs' },
)

/** What concerns one learner of a course, newest first; asked once for them and once for everybody. */
schema.index({ course: 1, user: 1, at: -1 })
/** Those of a person whose account is erased. */
schema.index({ user: 1 })

export type LearnerActFields = InferSchemaType<typeof schema>
export const LearnerAct = defineModel('LearnerAct', () => schema)
