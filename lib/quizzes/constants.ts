/** What a question asks for; each type has its own shape, answer and formula (see ./scoring). */
export const QUESTION_TYPES = [
  'single',
  'multiple',
  'trueFalse',
  'shortText',
  'number',
  'ordering',
  'matching',
  'gaps',
] as const
export type QuestionType = (typeof QUESTION_TYPES)[number]

/** How far a number may be off: by so much, or by so many hundredths of the right one. */
export const TOLERANCES = ['absolute', 'percent'] as const

/** When a learner sees which answers are right, and why. */
export const SHOW_ANSWERS = ['never', 'afterHandIn', 'afterPass', 'afterLastAttempt', 'onDate'] as const
export type ShowAnswers = (typeof SHOW_ANSWERS)[number]

/** Which of a learner's attempts counts. */
export const COUNTED_ATTEMPTS = ['best', 'last', 'average'] as const
export type CountedAttempt = (typeof COUNTED_ATTEMPTS)[number]

export const ATTEMPT_STATES = ['open', 'finished'] as const
/** Whether the learner handed an attempt in, or its time was over first. */
export const FINISHED_BY = ['learner', 'clock'] as const

export const QUIZ_LIMITS = {
  questions: 200,
  draws: 20,
  /** Questions that a draw chooses among. */
  poolQuestions: 500,
  nameLength: 200,
  promptLength: 10_000,
  explanationLength: 5_000,
  optionLength: 2_000,
  feedbackLength: 2_000,
  options: 20,
  /** Accepted spellings of a short text or gap. */
  accepted: 50,
  acceptedLength: 200,
  gaps: 20,
  tags: 12,
  tagLength: 40,
  points: 1_000,
  answerLength: 500,
  minutes: 600,
  attempts: 100,
  /** Attempts a person may have at one quiz, whatever its settings say: more would make its history endless. */
  attemptsEver: 1_000,
  bankQuestions: 5_000,
  /** Of the words that a bank is searched for. */
  searchLength: 100,
  unitLength: 20,
  units: 10,
  /** Of a file with questions that is taken in. */
  importBytes: 1_000_000,
  importQuestions: 500,
  /** Why a quiz is graded anew. */
  reasonLength: 1_000,
  /** Pages of learners that a regrading shows; far more than any course fills. */
  regradePages: 10_000,
} as const

/**
 * An answer that was on its way when the time ran out is still taken for so long by the server's clock; the learner's
 * own clock on the page ends without it.
 */
export const GRACE_SECONDS = 5

export const ACCOMMODATION_LIMITS = { extraTimePercent: 400, extraAttempts: 20, laterDays: 365 } as const

/** Formats that questions come in and go out by. */
export const EXCHANGE_FORMATS = ['gift', 'aiken', 'csv'] as const
export type ExchangeFormat = (typeof EXCHANGE_FORMATS)[number]

export const QUIZ_REASONS = {
  noQuestions: 'quiz.no_questions',
  timeOver: 'quiz.time_over',
  handedIn: 'quiz.handed_in',
  noAttemptsLeft: 'quiz.no_attempts_left',
  courseOver: 'quiz.course_over',
  answerShape: 'quiz.answer_shape',
  places: 'quiz.places',
  notTaken: 'quiz.not_taken',
  changedMeanwhile: 'quiz.changed_meanwhile',
  bankFull: 'quiz.bank_full',
  notPublished: 'quiz.not_published',
  regradeChanged: 'quiz.regrade_changed',
  nothingToRegrade: 'quiz.nothing_to_regrade',
} as const

/** What a schema says is wrong with a question; the catalogue's `errors` has the words. */
export const QUESTION_FAULTS = {
  repeatedOption: 'quiz.repeated_option',
  oneRight: 'quiz.one_right',
  someWrong: 'quiz.some_wrong',
  fullShare: 'quiz.full_share',
  gapPlaces: 'quiz.gap_places',
  repeatedId: 'quiz.repeated_id',
  unitTwice: 'quiz.repeated_unit',
  mutePicture: 'quiz.mute_picture',
  emptyText: 'required',
} as const
