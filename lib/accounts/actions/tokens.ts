'use server'

import { action } from '@/lib/platform/forms/action'
import { createApiToken, revokeApiToken } from '../commands/api-tokens'
import { ApiTokenReference, NewApiToken } from '../schema'

export const createApiTokenAction = action(NewApiToken, createApiToken)
export const revokeApiTokenAction = action(ApiTokenReference, revokeApiToken)
