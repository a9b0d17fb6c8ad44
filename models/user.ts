import { Schema, type InferSchemaType } from 'mongoose'
import {
  APPLICATION_STATUSES,
  BIO_MAX,
  EMAIL_MAX,
  FULL_NAME_MAX,
  IDENTITY_PROVIDERS,
  LANGUAGE_LEVELS,
  LEARNING_LANGUAGES_MAX,
  NATIVE_LANGUAGES_MAX,
  REASON_MAX,
  ROLES,
  TEACHING_LANGUAGES_MAX,
  THEMES,
  USERNAME_MAX,
} from '@/lib/accounts/constants'
import { MAIL_CHOICES } from '@/lib/notifications/constants'
import { defineModel } from '@/lib/platform/db/define-model'

/**
 * A person with an account. Owned by `lib/accounts`; the row is erased when the person deletes the account. Lists in it
 * are bounded by constants; what grows with use lives in collections of its own.
 */
const INTERESTS_MAX = 40

const atMost = (maximum: number) => ({
  validator: (list: readonly unknown[]) => list.length <= maximum,
  message: `holds at most ${maximum}`,
})

const profile = new Schema(
  {
    bio: { type: String, default: '', maxlength: BIO_MAX },
    gender: { type: String, enum: ['male', 'female', 'other', 'unsaid'] },
    /** Encrypted at rest (`db/encrypted-field.ts`), like `contact`. */
    dateOfBirth: { type: String },
    contact: { type: String },
    /** ISO 3166, two letters. */
    country: { type: String, match: /^[A-Z]{2}$/ },
    /** Languages are BCP 47. */
    nativeLanguages: { type: [String], validate: atMost(NATIVE_LANGUAGES_MAX) },
    learning: {
      type: [
        {
          _id: false,
          language: { type: String, required: true },
          level: { type: String, enum: LANGUAGE_LEVELS, required: true },
        },
      ],
      validate: atMost(LEARNING_LANGUAGES_MAX),
    },
    teachingLanguages: { type: [String], validate: atMost(TEACHING_LANGUAGES_MAX) },
    yearsOfExperience: { type: Number, min: 0, max: 80 },
    interests: { type: [String], validate: atMost(INTERESTS_MAX) },
  },
  { _id: false },
)

/** What the person is told of a kind of news, and how; what is missing is as `lib/notifications/constants.ts` says. */
const told = new Schema(
  { inApp: { type: Boolean }, mail: { type: String, enum: MAIL_CHOICES } },
  { _id: false },
)

/** By kind; owned by `lib/notifications`. */
const notify = new Schema(
  {
    courseUpdate: { type: told },
    grade: { type: told },
    certificate: { type: told },
    approval: { type: told },
  },
  { _id: false },
)

const preferences = new Schema(
  {
    locale: { type: String, required: true, default: 'en' },
    timeZone: { type: String, required: true, default: 'UTC' },
    theme: { type: String, enum: THEMES, required: true, default: 'system' },
    notify: { type: notify },
  },
  { _id: false },
)

/** An instructor's wish to teach here, and what an admin said to it. */
const application = new Schema(
  {
    status: { type: String, enum: APPLICATION_STATUSES, required: true },
    askedAt: { type: Date, required: true },
    decidedAt: { type: Date },
    decidedBy: { type: Schema.Types.ObjectId, ref: 'User' },
    reason: { type: String, maxlength: REASON_MAX },
  },
  { _id: false },
)

const schema = new Schema(
  {
    username: { type: String, required: true, maxlength: USERNAME_MAX },
    /** The username in lower case: what is unique and looked up. */
    usernameKey: { type: String, required: true, maxlength: USERNAME_MAX },
    email: { type: String, required: true, lowercase: true, trim: true, maxlength: EMAIL_MAX },
    emailVerifiedAt: { type: Date },
    /** argon2id; missing for who signs in only through Google or GitHub. */
    passwordHash: { type: String, select: false },
    /** Sign-ins proven before this moment no longer count. */
    passwordChangedAt: { type: Date },
    passwordReset: {
      type: new Schema(
        { hash: { type: String, required: true }, expiresAt: { type: Date, required: true } },
        { _id: false },
      ),
      select: false,
    },
    identities: {
      type: [
        {
          _id: false,
          provider: { type: String, enum: IDENTITY_PROVIDERS, required: true },
          subject: { type: String, required: true },
          linkedAt: { type: Date, required: true },
        },
      ],
      validate: atMost(IDENTITY_PROVIDERS.length),
    },
    role: { type: String, enum: ROLES, required: true },
    /** False: suspended; whoever is signed in is out at the next request. */
    active: { type: Boolean, required: true, default: true },
    /** Why and by whom, while `active` is false. */
    suspension: {
      type: new Schema(
        {
          at: { type: Date, required: true },
          by: { type: Schema.Types.ObjectId, ref: 'User' },
          reason: { type: String, required: true, maxlength: REASON_MAX },
        },
        { _id: false },
      ),
    },
    /** Instructors: an admin has approved the account. */
    approved: { type: Boolean, required: true, default: false },
    application: { type: application },
    fullName: { type: String, required: true, trim: true, maxlength: FULL_NAME_MAX },
    firstName: { type: String, trim: true, maxlength: FULL_NAME_MAX },
    lastName: { type: String, trim: true, maxlength: FULL_NAME_MAX },
    birthYear: { type: Number },
    avatar: {
      type: new Schema(
        {
          upload: { type: Schema.Types.ObjectId, ref: 'Upload', required: true },
          /** The public address, fixed by the picture's content, so that showing a name needs no second read. */
          url: { type: String, required: true },
        },
        { _id: false },
      ),
    },
    lastActiveAt: { type: Date },
    profile: { type: profile, required: true, default: () => ({}) },
    preferences: { type: preferences, required: true, default: () => ({}) },
  },
  { timestamps: true, collection: 'users' },
)

/** Sign-in by address; one account an address. */
schema.index({ email: 1 }, { unique: true })
/** Sign-in by username and `/u/[username]`; one account a name, whatever its case. */
schema.index({ usernameKey: 1 }, { unique: true })
/** Sign-in through a provider; one account an identity. */
schema.index(
  { 'identities.provider': 1, 'identities.subject': 1 },
  { unique: true, partialFilterExpression: { 'identities.subject': { $exists: true } } },
)
/** The link of a forgotten password. */
schema.index(
  { 'passwordReset.hash': 1 },
  { unique: true, partialFilterExpression: { 'passwordReset.hash': { $exists: true } } },
)
/** `/admin/instructors`: applications by state, oldest first. */
schema.index({ 'application.status': 1, 'application.askedAt': 1, _id: 1 })
/** `/instructors`: those who teach here, by name; and who runs the academy, to be told of its troubles. */
schema.index({ role: 1, approved: 1, active: 1, fullName: 1, _id: 1 })

export type UserFields = InferSchemaType<typeof schema>
export const User = defineModel('User', () => schema)
