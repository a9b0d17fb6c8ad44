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
  const first: unknown =
    'writeErrors' in error && Array.isArray(error.writeErrors) ? error.writeErrors[0] : undefined
  const detail = isObject(first) && isObject(first['err']) ? first['err'] : undefined
  return isObject(detail?.['keyPattern']) ? Object.keys(detail['keyPattern']) : []
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
