/** What the form of a grade says, by its name in the catalogue. */
export const GRADING_TEXTS = [
  'points',
  'pointsHint',
  'pointsInstead',
  'pointsInsteadHint',
  'comment',
  'commentHint',
  'hold',
  'release',
  'save',
  'saved',
  'conflict',
  'conflictState',
  'conflictComment',
  'keepTheirs',
  'putMine',
] as const
export type GradingTexts = Record<(typeof GRADING_TEXTS)[number], string>
