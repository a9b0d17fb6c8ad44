import { Schema, type InferSchemaType } from 'mongoose'
import { defineModel } from '@/lib/platform/db/define-model'

/** Up to when a kind of summary has been counted; a handful of rows, never deleted. */
const schema = new Schema(
  {
    _id: { type: String, required: true },
    until: { type: Date, required: true },
  },
  { timestamps: true, collection: 'summaryMarks' },
)

export type SummaryMarkFields = InferSchemaType<typeof schema>
export const SummaryMark = defineModel('SummaryMark', () => schema)
