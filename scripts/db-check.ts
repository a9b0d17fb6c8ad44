import '@/models'
import { parseArgs } from 'node:util'
import { checkSummaries } from '@/lib/analytics/commands/check'
import { systemViewer } from '@/lib/platform/auth/viewer'
import { connect, disconnect } from '@/lib/platform/db/connect'
import { checkDatabase } from '@/lib/progress/commands/checking'
import type { Finding } from '@/lib/progress/commands/finding'

/**
 * Counts anew what is kept beside what it is counted from (percents, completions, certificates, sums of courses, ratings,
 * views, streaks, figures by day) and tells what is off. Exit code 1 when something is, and with `--repair` when something is left that
 * only a person can decide.
 */
const { values } = parseArgs({ options: { repair: { type: 'boolean', default: false } } })

await connect()
let left = 0
try {
  const checks = await checkDatabase(systemViewer('db:check'), {
    isMending: values.repair,
    more: [{ name: 'summaries', run: checkSummaries }],
    onFinding: (finding, isMended) => {
      if (!isMended) left += 1
      process.stdout.write(`${describe(finding)}${isMended ? ' (mended)' : ''}\n`)
    },
  })
  for (const { name, rows, found, mended } of checks) {
    process.stdout.write(`${name}: ${rows} checked, ${found} off, ${mended} mended\n`)
  }
} finally {
  await disconnect()
}
if (left > 0) process.exitCode = 1

function describe({ where, what, stored, counted }: Finding): string {
  return `${where}: ${what} is ${JSON.stringify(stored)}, counted ${JSON.stringify(counted)}`
}
