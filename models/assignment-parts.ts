import { Schema } from 'mongoose'
import {
  ASSIGNMENT_LIMITS as LIMITS,
  COUNTED_GRADES,
  LATE_RULES,
  SUBMISSION_TYPES,
} from '@/lib/assignments/constants'

/** Spelled as a type, because what is declared here is inferred where it is used. */
const required = true as const

const levelSchema = new Schema(
  {
    id: { type: String, required, maxlength: 24 },
    title: { type: String, required, maxlength: LIMITS.levelLength },
    description: { type: String, default: '', maxlength: LIMITS.descriptionLength },
    points: { type: Number, required, min: 0, max: LIMITS.points },
  },
  { _id: false },
)

const criterionSchema = new Schema(
  {
    id: { type: String, required, maxlength: 24 },
    title: { type: String, required, maxlength: LIMITS.criterionLength },
    description: { type: String, default: '', maxlength: LIMITS.descriptionLength },
    levels: { type: [levelSchema], validate: (list: unknown[]) => list.length <= LIMITS.levels },
  },
  { _id: false },
)

/** What an assignment asks and how it is graded: in the working copy, and in each version that learners get. */
export const assignmentContent = {
  /** Markdown. */
  instructions: { type: String, default: '', maxlength: LIMITS.instructionsLength },
  /** A time of the clocks of a named zone; null: never due. */
  due: {
    type: new Schema(
      {
        day: { type: String, required, match: /^\d{4}-\d\d-\d\d$/ },
        time: { type: String, required, match: /^\d\d:\d\d$/ },
        timeZone: { type: String, required, maxlength: 64 },
      },
      { _id: false },
    ),
    default: null,
  },
  late: {
    type: new Schema(
      {
        rule: { type: String, required, enum: LATE_RULES },
        percentPerDay: { type: Number, required, min: 0, max: 100 },
        floorPercent: { type: Number, required, min: 0, max: 100 },
      },
      { _id: false },
    ),
    required,
  },
  submissionTypes: { type: [{ type: String, enum: SUBMISSION_TYPES }], required },
  points: { type: Number, required, min: 0, max: LIMITS.points },
  passPercent: { type: Number, required, min: 0, max: 100 },
  rubric: { type: [criterionSchema], validate: (list: unknown[]) => list.length <= LIMITS.criteria },
  attempts: { type: Number, required, min: 1, max: LIMITS.attempts },
  counts: { type: String, required, enum: COUNTED_GRADES },
}
