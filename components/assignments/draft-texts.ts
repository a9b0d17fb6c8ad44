/** What the form of an attempt says, by its name in the catalogue. */
export const DRAFT_TEXTS = [
  'text',
  'textHint',
  'link',
  'linkHint',
  'files',
  'addFile',
  'removeFile',
  'sendingFile',
  'needsScripts',
  'saved',
  'sending',
  'waiting',
  'refused',
  'unreachable',
  'conflict',
  'conflictTheirs',
  'takeTheirs',
  'keepMine',
  'handIn',
  'confirmTitle',
] as const
export type DraftTexts = Record<(typeof DRAFT_TEXTS)[number], string>

/** Puts a name or a number into a sentence that went to the browser as it stands in the catalogue. */
export function filled(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))
}
