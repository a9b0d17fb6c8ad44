import { Schema, type InferSchemaType } from 'mongoose'
import { defineModel } from '@/lib/platform/db/define-model'

/**
 * Which courses have one thing in common (a word in the title, a level, a language), as the numbers by which the
 * catalogue knows them: see docs/decisions/050. One row for a key and 65,536 numbers; kept by lib/courses/commands/listing
 * in the transaction that changes a course, and deleted there when its last course goes.
 */
const schema = new Schema(
  {
    key: { type: String, required: true, maxlength: 200 },
    block: { type: Number, required: true },
    /** Packed by lib/utils/number-set.ts; at most 8,193 bytes. */
    members: { type: Buffer, required: true },
    size: { type: Number, required: true },
  },
  { collection: 'courseSets' },
)

/** The sets a query names, and the words that begin alike. */
schema.index({ key: 1, block: 1 }, { unique: true })

export type CourseSetFields = InferSchemaType<typeof schema>
export const CourseSet = defineModel('CourseSet', () => schema)
