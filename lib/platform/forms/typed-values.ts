const SECRET = /password|secret|token|code/i
const LONGEST = 256 * 1024

/**
 * What was typed, to be shown again by a page without scripts; never a password or a code. A name with several values
 * holds them one a line. A form that is too large to be carried back is not.
 */
export function typedValues(formData: FormData): Record<string, string> | undefined {
  const values = new Map<string, string>()
  let length = 0
  for (const [name, value] of formData) {
    if (name.startsWith('$') || SECRET.test(name) || typeof value !== 'string') continue
    const earlier = values.get(name)
    values.set(name, earlier === undefined ? value : `${earlier}\n${value}`)
    length += name.length + value.length
  }
  return length > LONGEST ? undefined : Object.fromEntries(values)
}
