import '@/models'
import mongoose from 'mongoose'
import { parseArgs } from 'node:util'
import { connect, disconnect } from '@/lib/platform/db/connect'

/**
 * Makes the indexes of the database those that the models declare: creates what is missing and drops what nobody
 * declares any more (a start only creates). With `--check` it changes nothing and fails when there is a difference.
 */
const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } })

await connect()
let differences = 0
for (const model of Object.values(mongoose.models)) {
  if (!values.check) await model.createCollection()
  const { toCreate, toDrop } = await model.diffIndexes({ indexOptionsToCreate: true })
  differences += toCreate.length + toDrop.length
  for (const [keys] of toCreate) print(model.modelName, 'missing', JSON.stringify(keys))
  for (const name of toDrop) print(model.modelName, 'undeclared', name)
  if (!values.check && toCreate.length + toDrop.length > 0) await model.syncIndexes()
}
await disconnect()
print('All models', values.check ? 'differences' : 'differences mended', String(differences))
if (values.check && differences > 0) process.exitCode = 1

function print(model: string, what: string, detail: string): void {
  process.stdout.write(`${model}: ${what}: ${detail}\n`)
}
