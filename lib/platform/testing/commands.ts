import mongoose from 'mongoose'

/** Runs `run` and names every command that was sent to the database meanwhile, in order. */
export async function countingCommands<T>(run: () => Promise<T>): Promise<{ result: T; commands: string[] }> {
  const client = mongoose.connection.getClient()
  const commands: string[] = []
  const note = ({ commandName }: { commandName: string }) => commands.push(commandName)
  client.on('commandStarted', note)
  try {
    return { result: await run(), commands }
  } finally {
    client.off('commandStarted', note)
  }
}
