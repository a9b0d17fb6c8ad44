'use server'

import { action } from '@/lib/platform/forms/action'
import { approveInstructor, returnInstructor } from '../commands/standing'
import { AccountDecision, AccountReference } from '../schema'

export const approveInstructorAction = action(AccountReference, approveInstructor)
export const returnInstructorAction = action(AccountDecision, returnInstructor)
