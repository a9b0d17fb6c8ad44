import { Schema, type InferSchemaType } from 'mongoose'
import { defineModel } from '@/lib/platform/db/define-model'

/**
 * The picture that other sites show of a link to a course, once one has asked for it. One a course, replaced with its file
 * when it would show something else; drawn anew from the course at any time, so it may be deleted at any time.
 */
const schema = new Schema(
  {
    course: { type: Schema.Types.ObjectId, ref: 'Course', required: true },
    /** Names what it shows; see lib/courses/picture/facts.ts. */
    version: { type: String, required: true },
    upload: { type: Schema.Types.ObjectId, ref: 'Upload', required: true },
    /** The last part of the upload's public address. */
    file: { type: String, required: true },
  },
  { timestamps: true },
)

/** The picture of a course. */
schema.index({ course: 1 }, { unique: true })

export type CoursePictureFields = InferSchemaType<typeof schema>
export const CoursePicture = defineModel('CoursePicture', () => schema)
