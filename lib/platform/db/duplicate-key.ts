/**
 * Uniqueness is the unique index's word, never a look before the insert: runs the write and turns the refusal into
 * the error that `describe` makes of the fields of the key that is taken.
 */
export async function onDuplicateKey<T>(
  run: () => Promise<T>,
  describe: (fields: string[]) => Error,
): Promise<T> {
  try {
    return await run()
  } catch (error) {
    const fields = duplicateKeyFields(error)
    if (fields === undefined) throw error
    throw describe(fields)
  }
}

/** The fields of the taken key, or undefined when the error is about something else. */
export function duplicateKeyFields(error: unknown): string[] | undefined {
  if (!(error instanceof Error) || !('code' in error) || error.code !== 11000) return undefined
  if ('keyPattern' in error && isObject(error.keyPattern)) return Object.keys(error.keyPattern)
  return fieldsOfIndex(error.message)
}

/** A bulk write keeps only the message: `… index: email_1_role_-1 dup key: …`, the index being named by its fields. */
function fieldsOfIndex(message: string): string[] {
  const name = /index: (\S+) dup key/.exec(message)?.[1] ?? ''
  return name === '_id_' ? ['_id'] : name.split(/_-?1(?:_|$)/).filter((field) => field !== '')
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
