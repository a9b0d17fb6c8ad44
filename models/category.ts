import { Schema, type InferSchemaType } from 'mongoose'
import { defineModel } from '@/lib/platform/db/define-model'

/** The shelves of the catalogue: a few dozen at most. An admin deletes one that no course stands on. */
const schema = new Schema(
  {
    name: { type: String, required: true, trim: true, maxlength: 60 },
    slug: { type: String, required: true, maxlength: 80 },
    description: { type: String, default: '', maxlength: 500 },
    order: { type: Number, required: true, default: 0 },
    /** Of the pictures drawn for its courses, 0 to 359; without one it follows from the slug. */
    hue: { type: Number, min: 0, max: 359 },
  },
  { timestamps: true, collection: 'categories' },
)

/** One category by its address `/courses/category/[slug]`. */
schema.index({ slug: 1 }, { unique: true })
/** The list of shelves, in the order an admin gave them. */
schema.index({ order: 1, name: 1 })

export type CategoryFields = InferSchemaType<typeof schema>
export const Category = defineModel('Category', () => schema)
