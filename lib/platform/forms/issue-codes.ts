import type { z } from 'zod'

/**
 * The code under which the catalogue's `errors` says what is wrong with a field. A schema that knows better gives its
 * own code as the message; these are for the rest. Browser and server use the same, so they say the same.
 */
export function issueCode(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined || issue.input === null || issue.input === '' ? 'required' : 'invalid'
    case 'too_small':
      if (isLength(issue.origin)) return issue.input === '' ? 'required' : 'too_short'
      return issue.origin === 'array' || issue.origin === 'set' ? 'too_few' : 'too_small'
    case 'too_big':
      if (isLength(issue.origin)) return 'too_long'
      return issue.origin === 'array' || issue.origin === 'set' ? 'too_many' : 'too_big'
    case 'unrecognized_keys':
      return 'unknown_field'
    case 'invalid_value':
      return issue.input === undefined || issue.input === '' ? 'required' : 'unknown_choice'
    default:
      return 'invalid'
  }
}

function isLength(origin: string): boolean {
  return origin === 'string'
}

/** Path → code, the first of each path; an unknown field is named by its own path. */
export function fieldsOf(issues: readonly z.core.$ZodIssue[]): Record<string, string> {
  const fields = new Map<string, string>()
  for (const issue of issues) {
    const path = issue.path.map(String)
    const paths = issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...path, key]) : [path]
    for (const each of paths) {
      const name = each.join('.')
      if (!fields.has(name)) fields.set(name, issue.message)
    }
  }
  return Object.fromEntries(fields)
}
