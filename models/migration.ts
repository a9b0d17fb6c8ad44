import { Schema, type InferSchemaType } from 'mongoose'
import { defineModel } from '@/lib/platform/db/define-model'

/** A migration this database has been through, or is going through. Owned by `platform/db/migrate.ts`; never deleted. */
const schema = new Schema(
  {
    /** The migration's number. */
    _id: { type: Number, required: true },
    name: { type: String, required: true },
    state: { type: String, enum: ['running', 'done'], required: true },
    /** Until when the process that runs it may be trusted to be alive. */
    leaseUntil: { type: Date },
    finishedAt: { type: Date },
  },
  { timestamps: true, collection: 'migrations' },
)

export type MigrationFields = InferSchemaType<typeof schema>
export const Migration = defineModel('Migration', () => schema)
