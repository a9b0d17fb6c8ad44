import 'server-only'
import { now } from '@/lib/platform/clock'
import { env } from '@/lib/platform/env'
import { AppError } from '@/lib/platform/errors'
import { judgeAge } from './age'
import { isCommonPassword } from './common-passwords'
import { REASONS } from './constants'
import { findPasswordFault, type Person } from './password-rules'

/** A refusal that belongs to one field of the form. */
export function refuseField(code: 'invalid' | 'conflict', field: string, reason: string): AppError {
  return new AppError(code, `The field ${field} was refused.`, { reason, fields: { [field]: reason } })
}

/** Which key of the users is taken already, said at the field the person can change. */
export function describeTaken(keys: string[]): AppError {
  if (keys.includes('email')) return refuseField('conflict', 'email', REASONS.emailTaken)
  if (keys.includes('usernameKey')) return refuseField('conflict', 'username', REASONS.usernameTaken)
  return new AppError('conflict', 'The identity belongs to another account.', {
    reason: REASONS.identityTaken,
  })
}

/** The rules that need the server: the list of the commonest, and whose password it is. */
export function refuseUnfitPassword(field: string, password: string, person: Person): void {
  const fault = isCommonPassword(password) ? REASONS.passwordCommon : findPasswordFault(password, person)
  if (fault) throw refuseField('invalid', field, fault)
}

export function refuseAge(birthYear: number, hasReachedMinimumAge: boolean): void {
  const answer = judgeAge(birthYear, env().MINIMUM_AGE, now())
  if (answer === 'too_young') throw refuseField('invalid', 'birthYear', REASONS.tooYoung)
  if (answer === 'ask' && !hasReachedMinimumAge)
    throw refuseField('invalid', 'hasReachedMinimumAge', REASONS.ageUnsure)
}
