import { Schema, type InferSchemaType } from 'mongoose'
import { NOTE_LIMITS } from '@/lib/notes/constants'
import { defineModel } from '@/lib/platform/db/define-model'

/**
 * A lesson, or a second of its video, that a learner wants to find again. It goes when the learner leaves the course
 * and erases what they did, and with their account. Bounded by NOTE_LIMITS.perCourse for a person and course.
 */
const schema = new Schema(
  {
    user: { type: Schema.Types.ObjectId, ref: 'User', required: true },
    course: { type: Schema.Types.ObjectId, ref: 'Course', required: true },
    lesson: { type: Schema.Types.ObjectId, ref: 'Lesson', required: true },
    /** Of a video; null for the whole lesson. */
    atSecond: { type: Number, default: null, min: 0, max: NOTE_LIMITS.second },
  },
  { timestamps: true },
)

/** A place is marked once, however often the button is pressed; also a lesson's bookmarks in the order of the video. */
schema.index({ user: 1, lesson: 1, atSecond: 1 }, { unique: true })
/** All of a course, last made first; the export. */
schema.index({ user: 1, course: 1, updatedAt: -1, _id: -1 })

export type BookmarkFields = InferSchemaType<typeof schema>
export const Bookmark = defineModel('Bookmark', () => schema)
