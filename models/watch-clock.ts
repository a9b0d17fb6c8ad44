import { Schema, type InferSchemaType } from 'mongoose'
import { defineModel } from '@/lib/platform/db/define-model'
import { WATCHING } from '@/lib/progress/constants'

const session = { type: String, maxlength: 64 }

/**
 * The one clock a learner has for all videos, so that two tabs or devices at once earn no more than one; the rules of it
 * stand in lib/progress/watching.ts. Goes with the account.
 */
const schema = new Schema(
  {
    user: { type: Schema.Types.ObjectId, ref: 'User', required: true },
    /** The player that counts now. */
    session: { ...session, default: null },
    at: { type: Date, required: true },
    sessions: {
      type: [new Schema({ session: { ...session, required: true }, sequence: Number }, { _id: false })],
      validate: (list: unknown[]) => list.length <= WATCHING.sessions,
    },
  },
  { timestamps: true, collection: 'watchClocks' },
)

/** One clock a person. */
schema.index({ user: 1 }, { unique: true })

export type WatchClockFields = InferSchemaType<typeof schema>
export const WatchClock = defineModel('WatchClock', () => schema)
