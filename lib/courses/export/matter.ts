import { stringify } from 'yaml'

/** What stands before the text of a file; a field without a value is left out. */
export type Matter = Record<string, unknown>

/** Front matter as `docs/course-format.md` describes it, between its two lines. */
export function matterOf(matter: Matter): string {
  const said = Object.entries(matter).filter(([, value]) => isSaid(value))
  if (said.length === 0) return ''
  return `---\n${stringify(Object.fromEntries(said), { lineWidth: 0 })}---\n`
}

function isSaid(value: unknown): boolean {
  return (
    value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0)
  )
}
