import 'server-only'
import { accountErased } from '@/lib/accounts/events'
import { subscribe } from '@/lib/platform/jobs/events'
import { eraseQuizzes } from './commands/erasing'

export const eraseQuizzesOfAccount = subscribe(
  accountErased,
  'quizzes.eraseQuizzesOfAccount',
  (payload, { viewer }) => eraseQuizzes(viewer, payload),
)
