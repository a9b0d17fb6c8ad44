/** The words that an attempt needs in the browser; `{…}` is filled in there. */
export const TAKING_TEXTS = [
  'answered',
  'unanswered',
  'saved',
  'saving',
  'waiting',
  'elsewhere',
  'refused',
  'incomplete',
  'allSaved',
  'someWaiting',
  'handIn',
  'handInTitle',
  'handInText',
  'missing',
  'handInConfirm',
  'handingIn',
  'keepOn',
  'offline',
  'questions',
  'question',
  'timeLeft',
  'timeOver',
  'minutesLeft',
  'secondsLeft',
  'saveAll',
] as const
export type TakingTexts = Record<(typeof TAKING_TEXTS)[number], string>

export function filled(text: string, values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values).reduce(
    (words, [name, value]) => words.replaceAll(`{${name}}`, String(value)),
    text,
  )
}
