/**
 * Every model of the house, registered by being imported. `instrumentation.ts`, scripts and the test bed import this
 * file, so that references resolve and every index is known.
 */
import './activity-day'
import './cache-tag'
import './category'
import './certificate'
import './course'
import './enrollment'
import './job'
import './lesson-progress'
import './lesson'
import './mail-outbox'
import './migration'
import './otp'
import './progress-event'
import './rate-limit'
import './review'
import './sign-in'
import './upload-intent'
import './upload'
import './user'
import './username-redirect'
