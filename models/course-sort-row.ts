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
  },
  { collection: 'courseSortRows' },
)

/** All rows of one value, for a list in its order; the rows of a few numbers, where a course has changed. */
schema.index({ value: 1, row: 1 }, { unique: true })
schema.index({ row: 1 })

export type CourseSortRowFields = InferSchemaType<typeof schema>
export const CourseSortRow = defineModel('CourseSortRow', () => schema)
