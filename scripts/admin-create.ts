/**
 * npm run admin:create -- --email me@example.org [--name "My Name"] [--username me]
 *
 * Makes the owner of the address an admin. Without an account there, one is made; its password is read from the
 * terminal without being shown, or from standard input, and otherwise made up and printed once.
 */
import '@/models'
import { randomInt } from 'node:crypto'
import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { parseArgs } from 'node:util'
import { appointAdmin } from '@/lib/accounts/commands/appointment'
import { Appointment } from '@/lib/accounts/schema'
import { isUsernameReserved } from '@/lib/accounts/usernames'
import { systemViewer } from '@/lib/platform/auth/viewer'
import { connect, disconnect } from '@/lib/platform/db/connect'
import { ensureIndexes, migrate } from '@/lib/platform/db/migrate'
import { AppError } from '@/lib/platform/errors'
import { errorText } from '@/lib/platform/forms/error-text'
import { parseInput } from '@/lib/platform/forms/parse'
import { slugOf } from '@/lib/utils/slug'
import { migrations } from '@/migrations'

const say = (line: string) => process.stdout.write(`${line}\n`)

/** A name from the address; one the academy keeps for itself gets a second word. */
function usernameFor(local: string): string {
  const slug = slugOf(local)
  return isUsernameReserved(slug) ? `${slug}-person` : slug
}

function madeUpPassword(): string {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789'
  return Array.from({ length: 24 }, () => letters[randomInt(letters.length)]).join('')
}

async function readPassword(): Promise<{ password: string; isMadeUp: boolean }> {
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() })
  const isTerminal = Boolean(process.stdin.isTTY)
  if (isTerminal) process.stdout.write('Password for a new account (empty: one is made up): ')
  const reader = createInterface({ input: process.stdin, output: silent, terminal: isTerminal })
  const typed = await Promise.race([
    reader.question(''),
    new Promise<string>((resolve) => reader.once('close', () => resolve(''))),
  ])
  reader.close()
  if (isTerminal) say('')
  return typed === '' ? { password: madeUpPassword(), isMadeUp: true } : { password: typed, isMadeUp: false }
}

const { values } = parseArgs({
  options: { email: { type: 'string' }, name: { type: 'string' }, username: { type: 'string' } },
})
if (values.email === undefined) {
  say('Name the address: npm run admin:create -- --email me@example.org')
  process.exit(1)
}
const local = values.email.split('@')[0] ?? ''
const { password, isMadeUp } = await readPassword()
try {
  await connect()
  await migrate(migrations)
  await ensureIndexes()
  const input = parseInput(Appointment, {
    email: values.email,
    username: values.username ?? usernameFor(local),
    fullName: values.name ?? local,
    password,
  })
  const { isNew, username } = await appointAdmin(systemViewer('admin:create'), input)
  say(
    isNew
      ? `Made the admin ${username} (${input.email}).`
      : `${username} (${input.email}) is an admin now; the password stays.`,
  )
  if (isNew && isMadeUp) say(`Password, shown only now: ${password}`)
} catch (error) {
  if (!(error instanceof AppError)) throw error
  const fields = Object.entries(error.fields ?? {}).map(
    ([field, reason]) => `${field}: ${errorText({ code: error.code, reason })}`,
  )
  say(fields.length > 0 ? fields.join('\n') : errorText(error))
  process.exitCode = 1
} finally {
  await disconnect()
}
