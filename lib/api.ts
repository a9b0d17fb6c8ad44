import { operations as accounts } from '@/lib/accounts/api'
import { operations as assignments } from '@/lib/assignments/api'
import { operations as certificates } from '@/lib/certificates/api'
import { operations as courses } from '@/lib/courses/api'
import { operations as drafts } from '@/lib/courses/authoring-api'
import { operations as lessonMedia } from '@/lib/courses/media-api'
import { operations as enrollments } from '@/lib/enrollments/api'
import { operations as media } from '@/lib/media/api'
import { operations as authoring } from '@/lib/media/authoring-api'
import { operations as notes } from '@/lib/notes/api'
import { operations as notifications } from '@/lib/notifications/api'
import { operations as academy } from '@/lib/operations/api'
import type { Operation } from '@/lib/platform/http/operation'
import { operations as progress } from '@/lib/progress/api'
import { operations as students } from '@/lib/progress/student-api'
import { operations as learning } from '@/lib/progress/program-api'
import { operations as quizzes } from '@/lib/quizzes/api'
import { operations as reviews } from '@/lib/reviews/api'

/** Every call of the HTTP interface: what is not in this list is not in the document, and a handler without one fails the tests. */
export const operations: readonly Operation[] = [
  ...accounts,
  ...courses,
  ...enrollments,
  ...drafts,
  ...assignments,
  ...learning,
  ...progress,
  ...students,
  ...reviews,
  ...quizzes,
  ...certificates,
  ...notifications,
  ...notes,
  ...media,
  ...authoring,
  ...lessonMedia,
  ...academy,
]
