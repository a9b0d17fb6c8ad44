'use server'

import { z } from 'zod'
import { action } from '@/lib/platform/forms/action'
import { removeAvatar } from './commands/avatar'

export const removeAvatarAction = action(z.strictObject({}), removeAvatar)
