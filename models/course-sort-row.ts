import { Schema, type InferSchemaType } from 'mongoose'
import { defineModel } from '@/lib/platform/db/define-model'
import { SORT_VALUES } from '@/lib/courses/constants'

/**
 * What courses are put in order by, without the courses: one row for a value (a price, a length …) and 4,096 numbers of the
 * catalogue, so that a whole academy is put in order by reading a few rows. See docs/decisions/078. Kept by
 * lib/courses/commands/listing in the transaction that changes a course. Nothing deletes a row: numbers are never given twice.
 */
const schema = new Schema(
  {
    value: { type: String, required: true, enum: SORT_VALUES },
    /** The numbers from `row × 4,096` on. */
    row: { type: Number, required: true, min: 0 },
    /** Four bytes for each number (lib/courses/listing/sort-values.ts); at most 16,384. */
    values: { type: Buffer, required: true },
    /** Another one after every write, so that whoever has read this row knows whether it still holds. */
    version: { type: Schema.Types.ObjectId, required: true },
  },
  { collection: 'courseSortRows' },
)

/** One row for a value and its numbers; where a course has changed, the rows of all values. */
schema.index({ value: 1, row: 1 }, { unique: true })
schema.index({ row: 1 })
/** The rows of a value that have changed since a process read them, for a list in its order. */
schema.index({ value: 1, version: 1 })

export type CourseSortRowFields = InferSchemaType<typeof schema>
export const CourseSortRow = defineModel('CourseSortRow', () => schema)
