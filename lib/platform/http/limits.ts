/**
 * Every limit by name: how many times, in how many seconds. `RATE_LIMITS` widens all of them or sets single ones; the
 * defaults here are what an academy runs with. What is counted by (person, address, account) is the caller's word.
 */
export const LIMITS = {
  /** Calls of the HTTP interface, by person or address. */
  api: { points: 300, seconds: 60 },
  /** Tries to sign in, by address (a whole class may share one) and by account. */
  signInAddress: { points: 100, seconds: 900 },
  signInAccount: { points: 10, seconds: 900 },
  /** Accounts made, by address. */
  register: { points: 60, seconds: 3600 },
  /** Letters with a code or a link, by receiver and by address. */
  codeMail: { points: 5, seconds: 3600 },
  resetMail: { points: 5, seconds: 3600 },
  mailAddress: { points: 20, seconds: 3600 },
  /** Tries of a code or a link, by account or address; a code itself allows five. */
  codeTry: { points: 20, seconds: 900 },
  /** A password asked for again inside the account, by person. */
  passwordCheck: { points: 10, seconds: 900 },
  /** Changes of name, address and the like, by person. */
  accountChange: { points: 30, seconds: 3600 },
  /** Files sent, by person. */
  upload: { points: 100, seconds: 3600 },
  /** Everything about oneself in one file, by person. */
  export: { points: 10, seconds: 3600 },
  /** Enrolling and leaving, by person. */
  enroll: { points: 60, seconds: 60 },
  /** Certificates' files, badges and lists, by person or address; a PDF may have to be drawn. */
  certificate: { points: 60, seconds: 60 },
  /** Announcements to learners of a course, by their teacher. */
  announce: { points: 10, seconds: 3600 },
  /** Answers given in a quiz, by person; those of a lost connection come all at once. */
  answer: { points: 400, seconds: 60 },
  /** Anything else that is written, by person. */
  write: { points: 120, seconds: 60 },
} as const satisfies Record<string, Limit>

export type Limit = { points: number; seconds: number }
export type LimitName = keyof typeof LIMITS
