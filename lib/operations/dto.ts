import type { JobState } from './constants'

export type LetterRow = {
  id: string
  to: string
  subject: string
  template: string
  /** `kept`: no mail server is set, so it stays here to be read. */
  state: 'kept' | 'queued' | 'sent' | 'failed'
  writtenAt: Date
}

export type LetterDetails = LetterRow & {
  text: string | null
  html: string | null
  error: string | null
  sentAt: Date | null
}

export type JobRow = {
  id: string
  name: string
  state: JobState
  attempts: number
  dueAt: Date | null
  updatedAt: Date
  lastError: string | null
}

export type SystemSummary = {
  database: 'embedded' | 'mongodb'
  mail: 'outbox' | 'smtp'
  files: 'disk' | 'uploadthing'
  jobs: Record<JobState, number>
  /** When this process's runner last looked for work; null before its first look. */
  runnerLookedAt: Date | null
  /** When this was read: what “a minute ago” is counted from. */
  readAt: Date
}
