import type { Document } from 'mongodb'
import { SERVER_VERSION } from '../../src/wire/limits.ts'
import type { SpecCase, SpecFile } from './spec-files.ts'

/** Why a case does not apply to this server; undefined when it does. */
export function skipReason(file: SpecFile, test: SpecCase): string | undefined {
  if (test.skipReason !== undefined) return `the specification skips it: ${test.skipReason}`
  return unmet(file.runOnRequirements) ?? unmet(test.runOnRequirements ?? []) ?? unfit(file, test)
}

/** Cases that one node, or one machine, cannot decide: the driver waits in vain for a secondary to read from. */
function unfit(file: SpecFile, test: SpecCase): string | undefined {
  const text = JSON.stringify([file.createEntities, test.operations])
  // Whether the driver's 100 ms are over before the server's 150 is chance on a busy machine.
  if (text.includes('"blockConnection":true')) return 'is a race between two clocks'
  const isAsked = /"uriOptions":\{[^}]*"readPreference":"secondary"/.test(text)
  return isAsked ? 'needs a secondary' : undefined
}

/** Of several requirements one has to be met. */
function unmet(requirements: Document[]): string | undefined {
  const reasons = requirements.map(reasonAgainst)
  return reasons.includes(undefined) ? undefined : reasons[0]
}

function reasonAgainst(requirement: Document): string | undefined {
  for (const [name, wanted] of Object.entries(requirement)) {
    if (!isMet(name, wanted)) return `needs ${name} ${JSON.stringify(wanted)}`
  }
  return undefined
}

function isMet(name: string, wanted: unknown): boolean {
  switch (name) {
    case 'minServerVersion':
      return compareVersions(SERVER_VERSION, String(wanted)) >= 0
    case 'maxServerVersion':
      return compareVersions(SERVER_VERSION, String(wanted)) <= 0
    case 'topologies':
      return Array.isArray(wanted) && wanted.includes('replicaset')
    case 'serverless':
      return wanted !== 'require'
    case 'auth':
      return wanted === true
    default:
      throw new Error(`The runner does not know the requirement ${name}.`)
  }
}

function compareVersions(left: string, right: string): number {
  const [a, b] = [left, right].map((version) => version.split('.').map(Number))
  for (const index of [0, 1, 2]) {
    const difference = (a?.[index] ?? 0) - (b?.[index] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}
