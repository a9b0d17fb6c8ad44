import { Schema, type InferSchemaType } from 'mongoose'
import { IMPORT_STATES, IMPORT_LOSSES_KEPT } from '@/lib/courses/constants'
import { defineModel } from '@/lib/platform/db/define-model'

const DAYS_KEPT = 30

/** An archive that becomes a course: how far it is, and what could not be taken over. Deleted by TTL. */
const schema = new Schema(
  {
    owner: { type: Schema.Types.ObjectId, ref: 'User', required: true },
    /** Of the person who began it: their rights are asked again when it is done, and end with it. */
    signIn: { type: Schema.Types.ObjectId, ref: 'SignIn', required: true },
    /** As the archive is called. */
    name: { type: String, required: true, maxlength: 255 },
    state: { type: String, enum: IMPORT_STATES, required: true, default: 'waiting' },
    /** Of the lessons; 0 of 0 while the archive is unpacked. */
    done: { type: Number, required: true, default: 0 },
    total: { type: Number, required: true, default: 0 },
    /** Why it failed: a code of the catalogue's errors. */
    reason: { type: String, default: null, maxlength: 100 },
    /** The address that was free when it began; a second try takes the same. */
    slug: { type: String, default: null, maxlength: 120 },
    course: { type: Schema.Types.ObjectId, ref: 'Course', default: null },
    lessons: { type: Number, default: 0 },
    pictures: { type: Number, default: 0 },
    lossCount: { type: Number, default: 0 },
    losses: {
      type: [
        new Schema(
          {
            code: { type: String, required: true },
            file: { type: String, required: true },
            line: { type: Number, default: null },
            detail: { type: String, default: '' },
          },
          { _id: false },
        ),
      ],
      validate: {
        validator: (list: unknown[]) => list.length <= IMPORT_LOSSES_KEPT,
        message: `at most ${IMPORT_LOSSES_KEPT}`,
      },
    },
  },
  { timestamps: true },
)

/** A person's own, newest first; also for the erasure of the account. */
schema.index({ owner: 1, createdAt: -1 })
schema.index({ createdAt: 1 }, { expireAfterSeconds: DAYS_KEPT * 86_400 })

export type CourseImportFields = InferSchemaType<typeof schema>
export const CourseImport = defineModel('CourseImport', () => schema)
