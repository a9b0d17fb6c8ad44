import { Schema, type InferSchemaType } from 'mongoose'
import { COURSE_LIMITS, REVISION_STATES } from '@/lib/courses/constants'
import { defineModel } from '@/lib/platform/db/define-model'
import { atMost, courseDetails, courseModule, sectionSchema } from './course-parts'

/** Who wrote a part last; `version` is what the next writer of it has to name. */
const edit = {
  version: { type: Number, required: true },
  by: { type: Schema.Types.ObjectId, ref: 'User', default: null },
  at: { type: Date, default: null },
}
const moduleSchema = new Schema({ ...courseModule, ...edit })

/**
 * A course as its authors write it, beside the row that learners see: a copy opened by the first edit and laid over that
 * row when an admin approves it. Of the published ones the last 20 of a course are kept; all go with their course.
 */
const schema = new Schema(
  {
    course: { type: Schema.Types.ObjectId, ref: 'Course', required: true },
    /** 1 for the first one of the course, and so on. */
    number: { type: Number, required: true },
    state: { type: String, required: true, enum: REVISION_STATES, default: 'open' },
    /** Not published yet; a course has at most one such. */
    isPending: { type: Boolean, required: true, default: true },
    /** The newest version that any part of it has: no two writes of a course ever get the same. */
    clock: { type: Number, required: true },
    details: courseDetails,
    detailsEdit: { type: new Schema(edit, { _id: false }), required: true },
    modules: { type: [moduleSchema], validate: atMost(COURSE_LIMITS.modules) },
    /** Which modules there are, and in which order. */
    orderEdit: { type: new Schema(edit, { _id: false }), required: true },
    /** Modules that were taken out and may still come back, the newest last. */
    removedModules: {
      type: [new Schema({ module: moduleSchema, index: { type: Number, required: true } }, { _id: false })],
      validate: atMost(COURSE_LIMITS.removedModules),
    },
    /** Headings that were taken away and may still come back, with the lessons that stood under them; the newest last. */
    removedSections: {
      type: [
        new Schema(
          {
            module: { type: Schema.Types.ObjectId, required: true },
            section: { type: sectionSchema, required: true },
            index: { type: Number, required: true },
          },
          { _id: false },
        ),
      ],
      validate: atMost(COURSE_LIMITS.removedSections),
    },
    submittedAt: { type: Date, default: null },
    submittedBy: { type: Schema.Types.ObjectId, ref: 'User', default: null },
    /** The decision on the last submission, and what the admin wrote with it. */
    decidedAt: { type: Date, default: null },
    decidedBy: { type: Schema.Types.ObjectId, ref: 'User', default: null },
    comment: { type: String, default: '', maxlength: COURSE_LIMITS.commentLength },
  },
  { timestamps: true },
)

/** The working copy of a course. */
schema.index({ course: 1 }, { unique: true, partialFilterExpression: { isPending: true } })
/** The revisions of a course, newest first. */
schema.index({ course: 1, number: -1 }, { unique: true })
/** The admins' queue: what waits, the longest first. */
schema.index({ state: 1, submittedAt: 1, _id: 1 })

export type CourseRevisionFields = InferSchemaType<typeof schema>
export const CourseRevision = defineModel('CourseRevision', () => schema)
