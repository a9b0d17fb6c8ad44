import { Schema, type InferSchemaType } from 'mongoose'
import { NOTE_LIMITS } from '@/lib/notes/constants'
import { defineModel } from '@/lib/platform/db/define-model'

/**
 * What a learner writes for themselves beside a lesson. Nobody else ever reads it. It goes when the learner leaves the
 * course and erases what they did, and with their account. Bounded by NOTE_LIMITS.perCourse for a person and course.
 */
const schema = new Schema(
  {
    user: { type: Schema.Types.ObjectId, ref: 'User', required: true },
    course: { type: Schema.Types.ObjectId, ref: 'Course', required: true },
    lesson: { type: Schema.Types.ObjectId, ref: 'Lesson', required: true },
    /** Of a video; null for the whole lesson. */
    atSecond: { type: Number, default: null, min: 0, max: NOTE_LIMITS.second },
    text: { type: String, required: true, maxlength: NOTE_LIMITS.textLength },
  },
  { timestamps: true },
)

/** A lesson's notes in the order of the video; those of the whole lesson come first. */
schema.index({ user: 1, lesson: 1, atSecond: 1, _id: 1 })
/** All of a course, last written first; also how many there are, and what is erased with the course's progress; the export. */
schema.index({ user: 1, course: 1, updatedAt: -1, _id: -1 })

export type NoteFields = InferSchemaType<typeof schema>
export const Note = defineModel('Note', () => schema)
