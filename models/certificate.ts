import { Schema, type InferSchemaType } from 'mongoose'
import { defineModel } from '@/lib/platform/db/define-model'
import { CERTIFICATE_ACTS, CERTIFICATE_LIMITS, REVOCATION_REASONS } from '@/lib/certificates/constants'

const atMost = (limit: number) => ({
  validator: (list: unknown[]) => list.length <= limit,
  message: `at most ${limit} entries`,
})

/**
 * That a person completed a course, as it was then: names and titles are copied, so a later change of the course or of
 * a teacher's name does not rewrite it. Leaving the course keeps it. When the holder's account is erased, `user` and
 * `holderName` go and the row stays: who holds the paper still learns that the serial was issued, for what and when.
 */
const schema = new Schema(
  {
    user: { type: Schema.Types.ObjectId, ref: 'User' },
    course: { type: Schema.Types.ObjectId, ref: 'Course', required: true },
    /** As it is shown; see lib/certificates/serial.ts. */
    serial: { type: String, required: true },
    holderName: { type: String, default: '', maxlength: CERTIFICATE_LIMITS.holderName },
    /** The name as an admin may type it; see lib/certificates/holder-key.ts. */
    holderKey: { type: String, default: '', maxlength: 4 * CERTIFICATE_LIMITS.holderName },
    courseTitle: { type: String, required: true, maxlength: CERTIFICATE_LIMITS.courseTitle },
    /** The instructor first; none for a course whose instructor had left. */
    instructorNames: {
      type: [{ type: String, maxlength: CERTIFICATE_LIMITS.holderName }],
      validate: atMost(CERTIFICATE_LIMITS.instructors),
    },
    /** BCP 47, the course's: in which language its date and words are written. */
    language: { type: String, required: true },
    academyName: { type: String, required: true, maxlength: CERTIFICATE_LIMITS.academyName },
    completedAt: { type: Date, required: true },
    /** Which day that was for the holder, `YYYY-MM-DD`: what is printed. */
    completedOn: { type: String, required: true, match: /^\d{4}-\d{2}-\d{2}$/ },
    /** When this edition was issued. */
    issuedAt: { type: Date, required: true },
    /**
     * A bit in a public list of states for each edition; the last is the present one's. A badge that was downloaded from
     * an earlier edition stays revoked.
     */
    statuses: {
      type: [{ _id: false, list: { type: Number, required: true }, index: { type: Number, required: true } }],
      validate: atMost(CERTIFICATE_LIMITS.editions),
    },
    /** Whether any of its bits is set. */
    isListed: { type: Boolean, required: true, default: false },
    /** While it is revoked. `note` is for admins alone. */
    revocation: {
      type: new Schema(
        {
          at: { type: Date, required: true },
          reason: { type: String, enum: REVOCATION_REASONS, required: true },
          note: { type: String, default: '', maxlength: CERTIFICATE_LIMITS.note },
        },
        { _id: false },
      ),
      default: null,
    },
    /** Who did what to it and when, for admins; each edition adds at most two entries. */
    history: {
      type: [
        {
          _id: false,
          act: { type: String, enum: CERTIFICATE_ACTS, required: true },
          at: { type: Date, required: true },
          /** None once their account is erased, or for the house itself. */
          by: { type: Schema.Types.ObjectId, ref: 'User' },
          reason: { type: String, enum: REVOCATION_REASONS },
          note: { type: String, maxlength: CERTIFICATE_LIMITS.note },
        },
      ],
      validate: atMost(2 * CERTIFICATE_LIMITS.editions),
    },
    /** The drawn PDF, kept until what it shows changes. */
    pdf: {
      type: new Schema(
        {
          /** SHA-256 of everything that is drawn and of the drawing's version. */
          hash: { type: String, required: true },
          key: { type: String, required: true },
          sizeBytes: { type: Number, required: true },
          sha256: { type: String, required: true },
        },
        { _id: false },
      ),
      default: null,
    },
  },
  { timestamps: true },
)

/** The public page, its PDF and its badge, and an admin's search by serial. */
schema.index({ serial: 1 }, { unique: true })
/** One certificate a person and course, whatever happens at once; a person's own for a course's home. */
schema.index({ user: 1, course: 1 }, { unique: true, partialFilterExpression: { user: { $exists: true } } })
/** A person's certificates, newest first; the erasure of an account. */
schema.index({ user: 1, completedAt: -1, _id: -1 })
/** `/admin/certificates`, newest first. */
schema.index({ createdAt: -1, _id: -1 })
/** `/admin/certificates` by holder: the beginning of a name. */
schema.index({ holderKey: 1, _id: 1 })
/** No two editions share a bit. */
schema.index({ 'statuses.list': 1, 'statuses.index': 1 }, { unique: true })
/** A list of states: what has a bit set in it. */
schema.index({ isListed: 1, 'statuses.list': 1 }, { partialFilterExpression: { isListed: true } })
/** What an admin did is kept without them once their account is erased. */
schema.index({ 'history.by': 1 })

export type CertificateFields = InferSchemaType<typeof schema>
export const Certificate = defineModel('Certificate', () => schema)
