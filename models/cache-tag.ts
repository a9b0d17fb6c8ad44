import { Schema, type InferSchemaType } from 'mongoose'
import { defineModel } from '@/lib/platform/db/define-model'

const AN_HOUR_SECONDS = 3600

/**
 * What kept pages show has changed: written in the transaction of the command that changed it, read by every process
 * from the change stream, then of no more use, so the database deletes it after an hour.
 */
const schema = new Schema(
  {
    tag: { type: String, required: true, maxlength: 250 },
    /** The process that wrote it and has already acted on it. */
    origin: { type: String, required: true, maxlength: 36 },
  },
  { timestamps: { createdAt: 'at', updatedAt: false }, collection: 'cacheTags', versionKey: false },
)

/** Cleaning up; nobody looks a tag up. */
schema.index({ at: 1 }, { expireAfterSeconds: AN_HOUR_SECONDS })

export type CacheTagFields = InferSchemaType<typeof schema>
export const CacheTag = defineModel('CacheTag', () => schema)
