import { Schema, type InferSchemaType } from 'mongoose'
import { defineModel } from '@/lib/platform/db/define-model'

/**
 * In which sets a course stands, so that it can be taken out of them again: `_id` is the course's. Beside the course and
 * not on it, because it is longer than all that lists read. Kept by lib/courses/commands/listing, and deleted with the
 * course.
 */
const schema = new Schema(
  {
    _id: { type: Schema.Types.ObjectId, ref: 'Course', required: true },
    /** The keys of the sets, packed by lib/courses/listing/bytes.ts: a few hundred as a rule, bounded by the course's texts. */
    keys: { type: Buffer, required: true },
  },
  { collection: 'courseListings' },
)

export type CourseListingFields = InferSchemaType<typeof schema>
export const CourseListing = defineModel('CourseListing', () => schema)
