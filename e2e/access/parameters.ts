import { UNKNOWN_ID } from './scene'

/** What a page reads of its address; complete.spec.ts holds this to the pages. */
export const PARAMETERS: Record<string, readonly string[]> = {
  '/courses': ['q', 'category', 'level', 'language', 'price', 'sort', 'cursor'],
  '/courses/[slug]/reviews': ['stars', 'sort', 'cursor'],
  '/instructors': ['cursor'],
  '/login': ['next', 'error', 'done'],
  '/register': ['next', 'with', 'role'],
  '/verify-email': ['next'],
  '/reset-password': ['token'],
  '/learn/[slug]/notes': ['q', 'cursor'],
  '/learn/[slug]/[lessonId]': ['frame', 't'],
  '/dashboard': ['cursor'],
  '/notifications': ['show', 'cursor'],
  '/unsubscribe': ['token', 'courseUpdate', 'certificate'],
  '/settings/profile': ['picture'],
  '/settings/security': ['error'],
  '/admin/instructors': ['status', 'cursor'],
  '/admin/certificates': ['q', 'cursor'],
  '/admin/system': ['to', 'state', 'letters', 'jobs'],
  '/api/me': ['course'],
  '/api/notifications': ['show', 'cursor', 'limit', 'locale'],
  '/api/notifications/unsubscribe': ['token'],
  [`/api/uploads/${UNKNOWN_ID}`]: ['v', 'h', 's'],
  '/api/uploadthing': ['slug', 'actionType'],
  '/api/auth/start/google': ['next'],
  '/api/auth/signin': ['callbackUrl', 'error'],
}
