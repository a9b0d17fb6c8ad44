/** The image's health check: ends with 0 when the academy in this container answers and reaches its database. */
import { env } from '../lib/platform/env.ts'

try {
  const answer = await fetch(`http://127.0.0.1:${env().PORT}/api/ready`, {
    signal: AbortSignal.timeout(4000),
  })
  process.exitCode = answer.ok ? 0 : 1
} catch {
  process.exitCode = 1
}
