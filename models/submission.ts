import { Schema, type InferSchemaType } from 'mongoose'
import { ASSIGNMENT_LIMITS as LIMITS, SUBMISSION_STATES } from '@/lib/assignments/constants'
import { defineModel } from '@/lib/platform/db/define-model'

const fileSchema = new Schema(
  {
    upload: { type: Schema.Types.ObjectId, ref: 'Upload', required: true },
    name: { type: String, required: true, maxlength: 255 },
    sizeBytes: { type: Number, required: true, min: 0 },
    mime: { type: String, required: true },
  },
  { _id: false },
)

/** All points in whole hundredths. */
const gradeSchema = new Schema(
  {
    choices: {
      type: [
        new Schema(
          { criterion: { type: String, required: true }, level: { type: String, required: true } },
          { _id: false },
        ),
      ],
      validate: (list: unknown[]) => list.length <= LIMITS.criteria,
    },
    /** As it was judged, and what is left of that where it came late. */
    points: { type: Number, required: true, min: 0 },
    score: { type: Number, required: true, min: 0 },
    outOf: { type: Number, required: true, min: 0 },
    isPassed: { type: Boolean, required: true },
    /** Markdown. */
    comment: { type: String, default: '', maxlength: LIMITS.commentLength },
    by: { type: Schema.Types.ObjectId, ref: 'User', required: true },
    at: { type: Date, required: true },
  },
  { _id: false },
)

/**
 * One attempt of a learner at an assignment, from its first letter to its grade. Owned by `lib/assignments`; it goes when
 * the learner leaves the course and erases what they did there, and with their account.
 */
const schema = new Schema(
  {
    user: { type: Schema.Types.ObjectId, ref: 'User', required: true },
    course: { type: Schema.Types.ObjectId, ref: 'Course', required: true },
    lesson: { type: Schema.Types.ObjectId, ref: 'Lesson', required: true },
    /** 1, 2, … */
    attempt: { type: Number, required: true, min: 1, max: LIMITS.attemptsEver },
    state: { type: String, required: true, enum: SUBMISSION_STATES, default: 'draft' },
    /** Raised by every write; each names the one it read. */
    version: { type: Number, required: true, default: 1 },
    text: { type: String, default: '', maxlength: LIMITS.textLength },
    link: { type: String, default: '', maxlength: LIMITS.linkLength },
    files: { type: [fileSchema], validate: (list: unknown[]) => list.length <= LIMITS.files },
    savedAt: { type: Date, required: true },
    submittedAt: { type: Date, default: null },
    /** Number of the assignment's version that it answers. */
    answers: { type: Number, default: null },
    /** When it was due for this learner, with their days of grace, as it was handed in. */
    dueAt: { type: Date, default: null },
    daysLate: { type: Number, required: true, min: 0, default: 0 },
    grade: { type: gradeSchema, default: null },
    returned: {
      type: new Schema(
        {
          comment: { type: String, required: true, maxlength: LIMITS.commentLength },
          by: { type: Schema.Types.ObjectId, ref: 'User', required: true },
          at: { type: Date, required: true },
        },
        { _id: false },
      ),
      default: null,
    },
    releasedAt: { type: Date, default: null },
  },
  { timestamps: true },
)

/** A learner's attempts; handing in or beginning twice at once makes one row. */
schema.index({ lesson: 1, user: 1, attempt: 1 }, { unique: true })
/** The queue of courses, the longest waiting first, by what is to be done with them; who of a course waits for a grade. */
schema.index({ course: 1, state: 1, submittedAt: 1, _id: 1 })
/** The same of one assignment; also releasing all of it. */
schema.index({ lesson: 1, state: 1, submittedAt: 1, _id: 1 })
/** What a page of learners has open in the gradebook; erasing what a learner did in a course. */
schema.index({ user: 1, course: 1, state: 1 })
/** Whether a file still belongs to anything. */
schema.index({ 'files.upload': 1 })

export type SubmissionFields = InferSchemaType<typeof schema>
export const Submission = defineModel('Submission', () => schema)
