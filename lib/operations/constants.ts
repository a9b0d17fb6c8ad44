/** Rows on one page of `/admin/system`. */
export const ROWS_PER_PAGE = 25

export const JOB_STATES = ['waiting', 'running', 'done', 'dead'] as const
export type JobState = (typeof JOB_STATES)[number]
