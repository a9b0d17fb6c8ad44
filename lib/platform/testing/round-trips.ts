import mongoose from 'mongoose'

/** How many calls to the database `run` makes, with what it answers. Reads of more than one batch are told apart by limits. */
export async function countRoundTrips<T>(run: () => Promise<T>): Promise<{ result: T; calls: string[] }> {
  const calls: string[] = []
  mongoose.set('debug', (collection: string, method: string) => calls.push(`${collection}.${method}`))
  try {
    return { result: await run(), calls }
  } finally {
    mongoose.set('debug', false)
  }
}
