import { Schema, type InferSchemaType } from 'mongoose'
import { defineModel } from '@/lib/platform/db/define-model'

/**
 * Work to be done later, written in the transaction of the command that wants it. Owned by `platform/jobs`. Done rows
 * go after a week and dead ones after ninety days, by the TTL index; until then they are shown at `/admin/system`.
 */
const schema = new Schema(
  {
    name: { type: String, required: true },
    payload: { type: Schema.Types.Mixed, required: true },
    state: { type: String, enum: ['waiting', 'running', 'done', 'dead'], required: true },
    /** When a runner may next take it: the wanted time, then the end of the lease of whoever has it. None: finished. */
    dueAt: { type: Date },
    attempts: { type: Number, required: true, default: 0 },
    /** Names the runner and the attempt that hold the lease. */
    lease: { type: String },
    uniqueKey: { type: String },
    lastError: { type: String, maxlength: 2000 },
    finishedAt: { type: Date },
    deleteAt: { type: Date },
  },
  { timestamps: true, collection: 'jobs', minimize: false },
)

/** The runner's question: what is due? Finished rows are not in it. */
schema.index({ dueAt: 1 }, { partialFilterExpression: { dueAt: { $exists: true } } })
/** Work wanted once: a slot of a recurring job, the answer to one event. */
schema.index({ uniqueKey: 1 }, { unique: true, partialFilterExpression: { uniqueKey: { $exists: true } } })
/** `/admin/system`: by state, newest first. */
schema.index({ state: 1, updatedAt: -1, _id: -1 })
schema.index({ deleteAt: 1 }, { expireAfterSeconds: 0 })

export type JobFields = InferSchemaType<typeof schema>
export const Job = defineModel('Job', () => schema)
