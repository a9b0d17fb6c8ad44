/** The words of the player, given by the server because they are shown in the browser; `{…}` is filled in there. */
export const PLAYER_TEXTS = [
  'region',
  'play',
  'pause',
  'back',
  'forward',
  'seek',
  'seekValue',
  'mute',
  'unmute',
  'volume',
  'speed',
  'speedValue',
  'captions',
  'captionsLanguage',
  'captionsOff',
  'pictureInPicture',
  'fullScreen',
  'leaveFullScreen',
  'loading',
  'lost',
  'missing',
  'refused',
  'unsupported',
  'retry',
  'countedElsewhere',
  'watched',
  'watchedHint',
  'done',
  'keys',
] as const
export const TRANSCRIPT_TEXTS = [
  'title',
  'show',
  'hide',
  'language',
  'search',
  'hits',
  'noHits',
  'previous',
  'next',
  'follow',
  'goTo',
  'loading',
  'failed',
] as const

export type PlayerTexts = Record<(typeof PLAYER_TEXTS)[number], string>
export type TranscriptTexts = Record<(typeof TRANSCRIPT_TEXTS)[number], string>

export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))
}
