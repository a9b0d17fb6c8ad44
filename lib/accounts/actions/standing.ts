'use server'

import { action } from '@/lib/platform/forms/action'
import { approveInstructor, reinstateAccount, returnInstructor, suspendAccount } from '../commands/standing'
import { AccountDecision, AccountReference } from '../schema'

export const approveInstructorAction = action(AccountReference, approveInstructor)
export const returnInstructorAction = action(AccountDecision, returnInstructor)
export const suspendAccountAction = action(AccountDecision, suspendAccount)
export const reinstateAccountAction = action(AccountReference, reinstateAccount)
