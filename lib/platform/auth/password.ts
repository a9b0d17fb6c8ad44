import { hash, verify, type Options } from '@node-rs/argon2'
import { processWide } from '../process-wide'

/** OWASP's first choice for argon2id: 19 MiB of memory, two passes, one lane. The `2` is argon2id. */
const COST: Options = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 }
const LONGEST = 1024

export async function hashPassword(password: string): Promise<string> {
  if (password.length > LONGEST) throw new RangeError('The password is longer than any rule allows.')
  return hash(normalise(password), COST)
}

/**
 * Whether the password belongs to the hash. Without a hash (nobody has that name, or they sign in through a provider)
 * the same work is done on a hash of nobody's, so that the time taken tells nothing.
 */
export async function verifyPassword(
  password: string,
  passwordHash: string | null | undefined,
): Promise<boolean> {
  const isPossible = password.length <= LONGEST
  const candidate = isPossible ? normalise(password) : ''
  const matches = await verify(passwordHash ?? (await hashOfNobody()), candidate)
  return matches && isPossible && passwordHash != null
}

const nobody = processWide('passwordOfNobody', () => ({ hash: undefined as Promise<string> | undefined }))

function hashOfNobody(): Promise<string> {
  return (nobody.hash ??= hash('nobody has this password', COST))
}

/** The same characters typed on another keyboard may come composed otherwise (NIST SP 800-63B, 3.1.1.2). */
function normalise(password: string): string {
  return password.normalize('NFKC')
}
