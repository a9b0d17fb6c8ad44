import { ZxcvbnFactory } from '@zxcvbn-ts/core'
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common'
import { PASSWORD_MAX } from '@/lib/accounts/constants'
import { findPasswordFault, personalWords, type Person } from '@/lib/accounts/password-rules'

const zxcvbn = new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs, maxLength: PASSWORD_MAX })

/** 0 to 4, as zxcvbn counts; what the rules would refuse is never called good. */
export function judgePassword(password: string, person: Person): number {
  const { score } = zxcvbn.check(password, personalWords(person))
  return findPasswordFault(password, person) ? Math.min(score, 1) : score
}
