import type { BuilderTexts } from './builder-texts'
import type { Faults } from './faults'
import type { Refusal } from './work-saver'

type Words = { texts: Pick<BuilderTexts, 'locked'>; errors: Readonly<Record<string, string>> }

/** A refusal as sentences: those of fields by their paths, and one of its own where it stands in none. */
export function wordsOfRefusal(
  refusal: Refusal | null,
  { texts, errors }: Words,
): { faults: Faults; general: string | null } {
  if (refusal === null) return { faults: NONE, general: null }
  const sentence = (code: string) => errors[code] ?? errors['invalid'] ?? code
  if (refusal.reason.startsWith('course.')) return { faults: NONE, general: texts.locked }
  const faults = Object.fromEntries(
    Object.entries(refusal.fields).map(([path, code]) => [path, sentence(code)]),
  )
  return { faults, general: Object.keys(faults).length === 0 ? sentence(refusal.reason) : null }
}

const NONE: Faults = {}
