import 'server-only'
import { dictionary } from '@zxcvbn-ts/language-common'
import { normalisePassword } from './password-rules'

let commonest: Set<string> | undefined

/** True for the passwords every attacker tries first (some 49,000, in any case); the set is made on first use. */
export function isCommonPassword(typed: string): boolean {
  commonest ??= new Set<string>(dictionary['passwords-common'].map((word: string) => word.toLowerCase()))
  return commonest.has(normalisePassword(typed).trim().toLowerCase())
}
