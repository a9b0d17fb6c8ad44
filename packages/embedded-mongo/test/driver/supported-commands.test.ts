import { describe, expect, it } from 'vitest'
import { commandSupport } from '../../src/commands/supported-commands.ts'
import { serverError, useHarness } from './harness.ts'

const harness = useHarness()

const fields = commandSupport().flatMap(({ name, fields: table }) =>
  Object.entries(table).map(([field, support]) => ({ command: name, field, support })),
)
const refused = fields.flatMap(({ command, field, support }) =>
  typeof support === 'string' ? [] : [{ command, field, code: support.refused }],
)

describe('the table of commands', () => {
  const strict = commandSupport().filter(({ takesUnknownFields }) => !takesUnknownFields)
  it.each(strict.map(({ name }) => name))('%s refuses a field that nobody knows', async (name) => {
    const error = await serverError(
      harness()
        .client.db('admin')
        .command({ [name]: 1, fieldThatNobodyKnows: 1 }),
    )
    expect(error).toMatchObject({
      code: 40415,
      message: `BSON field '${name}.fieldThatNobodyKnows' is an unknown field.`,
    })
  })

  it.each(refused)('$command refuses $field with $code', async ({ command, field, code }) => {
    const error = await serverError(
      harness()
        .client.db('admin')
        .command({ [command]: 'x', [field]: 'something' }),
    )
    expect(error).toMatchObject({
      code,
      message: expect.stringContaining(`'${command}.${field}' is not supported`),
    })
  })

  it.each(refused)('$command takes $field where it is null', async ({ command, field }) => {
    const reply = await harness()
      .client.db('admin')
      .command({ [command]: 'x', [field]: null })
      .catch((error: unknown) => error)
    expect(String(reply)).not.toContain('is not supported')
  })
})
