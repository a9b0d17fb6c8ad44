/** The words of the notes, given by the server because they are shown in the browser. `{time}` is filled in here. */
export const NOTE_TEXTS = [
  'title',
  'hint',
  'label',
  'placeholder',
  'keep',
  'empty',
  'edit',
  'editLabel',
  'done',
  'delete',
  'deleted',
  'undo',
  'goTo',
  'at',
  'wholeLesson',
  'atThisSecond',
  'forWholeLesson',
  'sent',
  'sending',
  'waiting',
  'tooMany',
  'refused',
  'bookmarkSecond',
  'removeBookmark',
  'bookmarks',
] as const

export type NoteTexts = Record<(typeof NOTE_TEXTS)[number], string>

export function withTime(text: string, time: string): string {
  return text.replace('{time}', time)
}
